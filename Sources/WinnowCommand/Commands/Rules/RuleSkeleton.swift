internal import Winnow

/// The text of a rule to begin with; it is in order as it is.
struct RuleSkeleton {
    let id: String
    let technique: Technique
    /// A page the rule is to find, if one was named.
    let page: String?

    var text: String {
        let hint = page.map {
            "# What the page tells of itself: winnow explain --all \(Self.oneLine($0))\n"
        }
        return (hint ?? "") + """
            id: \(id)
            # A phrase that answers the report's "why".
            title: Links in a box that nobody sees
            # 'experimental' is reported and adds nothing; 'stable' counts.
            status: experimental
            technique: \(technique.rawValue)
            # What spammers do, and how the rule recognises it.
            description: >
              Links to several other sites in a box that a style hides. Say what this rule is about.
            # Which honest pages look alike, and what tells them apart.
            false_positives:
              - Menus and dialogs are hidden, too; their links stay on the site.
            match:
              # What the conditions are tried on: run, leaf, title, meta, script, comment, page.
              scope: run
              # Signals first, they cost nothing; a regex needs 'in:', and three letters in a row.
              all:
                - signal: hidden
                # A link counts half on a page that does not tell its own site.
                - { signal: foreign-links, at_least: 1.5 }
            # 3 is worth telling, 6 is a cut.
            score: 3
            examples:
              # Pages on which the rule must fire. Put ⟦ and ⟧ around what must be cut, when the rules
              # together are to cut it. Hosts end with .example.
              match:
                - |
                  <p>The harbour museum is open from ten to five on every day but Monday.</p>
                  <div style="display:none"><a href="https://one.example/">first</a> <a href="https://two.example/">second</a> <a href="https://three.example/">third</a></div>
              # The honest page that looks most alike.
              no_match:
                - |
                  <p>The harbour museum is open from ten to five on every day but Monday.</p>
                  <div style="display:none"><a href="/tickets.html">Tickets</a> <a href="/visit.html">Visit us</a> <a href="/contact.html">Contact</a></div>

            """
    }

    /// A name that can't end the comment it stands in.
    private static func oneLine(_ name: String) -> String { SafeText.escaped(name) }
}
