/// Which text of a run a regular expression or a list is tried on.
package enum TextTarget: String, Sendable, CaseIterable {
    /// The text of each of the run's anchors.
    case anchorText = "anchor-text"
    /// The host each of the run's anchors leads to.
    case linkHost = "link-host"
    /// Path and query each of the run's anchors leads to.
    case linkPath = "link-path"
    /// All text of the run, one leaf a line.
    case runText = "run-text"
    /// All text of the page, one leaf a line.
    case pageText = "page-text"
    /// The page's title.
    case title
    /// The content of each of the page's `<meta>`; in the scope `meta` that of the one at hand.
    case meta
    /// The start tags of the run's elements, as written.
    case attributes
    /// The content of the script; elsewhere of each of the page's scripts.
    case script
    /// The comment; elsewhere each of the page's comments.
    case comment
    /// The bytes of the run, as written.
    case source

    /// Where the bytes of a target's texts are screened for literals.
    var domain: TextDomain {
        switch self {
        case .anchorText, .runText, .pageText, .title, .meta: .text
        case .linkHost, .linkPath: .links
        case .attributes, .script, .comment, .source: .markup
        }
    }

    /// True for the texts of scripts and comments, which are decoded before they are read.
    var isCode: Bool { self == .script || self == .comment }

    /// False for raw bytes, which may be in any charset.
    var isUTF8: Bool { self != .source && self != .attributes }

    /// True for targets that are a text for each of several things, tried one by one.
    var isByItem: Bool {
        switch self {
        case .anchorText, .linkHost, .linkPath, .meta, .script, .comment: true
        case .runText, .pageText, .title, .attributes, .source: false
        }
    }

    /// What a match in it is evidence of, when the rule does not say.
    var kind: EvidenceKind? {
        switch self {
        case .attributes, .source, .script, .comment: .kitMarker
        case .anchorText, .runText, .pageText, .linkHost, .linkPath, .title, .meta: .topic
        }
    }

    /// What text it is, for people.
    package var summary: String {
        switch self {
        case .anchorText: "the text of each anchor, entities resolved"
        case .linkHost: "the host of each anchor's target, lower case; none for relative targets"
        case .linkPath: "path and query of each anchor's target, as written, entities resolved"
        case .runText: "all text of the run, one link or text a line, entities resolved"
        case .pageText: "all text of the page, one link or text a line, entities resolved"
        case .title: "the page's title, entities resolved"
        case .meta:
            "the content of the `<meta>`, entities resolved; outside the scope `meta` that of each one"
        case .attributes: "the start tags of the elements, as written, one a line"
        case .script: "the script as written; outside the scope `script` each script of the page"
        case .comment:
            "the comment as written; outside the scope `comment` each comment of the page"
        case .source: "the bytes, as written"
        }
    }
}

/// The texts of a page that are screened for literals, each in one pass.
enum TextDomain: Int, CaseIterable, Sendable {
    /// The document's bytes.
    case markup
    /// The texts of all leaves, decoded: `Evidence.text`.
    case text
    /// Hosts and paths of all links, decoded: `Page.targets`.
    case links
}
