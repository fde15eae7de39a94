/// A number about a run that rules may ask for, by the name it has in rule files.
///
/// This list is the registry: a name that is not here is an error when rules are loaded.
package enum Signal: UInt8, Sendable, CaseIterable {
    // Links
    case links
    case foreignLinks
    case foreignDomains
    case foreignShare
    case ownLinks
    case wellKnownLinks
    case dofollowLinks
    case sponsoredLinks
    case tagLinks
    case shortAnchors
    case homeLinks
    case oddFolderLinks
    case slugEcho
    case ownSlugEcho
    case honestShare
    case rowLinks
    case rowHonest
    case linkDensity
    case styledShare
    // Concealment
    case hidden
    case hiddenByDisplay
    case hiddenByVisibility
    case hiddenByPosition
    case hiddenBySize
    case hiddenByOpacity
    case hiddenByAttribute
    case hiddenByMarquee
    case hiddenByScript
    case hiddenByStyleSheet
    case hiddenByColor
    case inert
    // Placement
    case beforeDocument
    case inHead
    case bodyStart
    case bodyEnd
    case touchesBody
    case afterBody
    case afterDocument
    case inFront
    case inComment
    case markedByComments
    // Text
    case items
    case listItems
    case characters
    case sentenceEnds
    case repetition
    case media
    // Topic
    case topicWeight
    case topicTerms
    case topicShare
    case topicCoverage
    case targetTopic
    case labelWeight
    case bayesSpam
    case bayesProse
    // Foreignness
    case hostTopic
    case bayesHost
    case titleEcho
    case restEcho
    case scriptMismatch
    // Markup
    case glossedCharacters
    case controlMarks
    case sameIdElements
    case sameIdTags
    case unknownElements
    case encodedShare
    case scriptRepeats
    case scriptBytes
    case scriptForeignHosts
    case scriptNamesOwnSite
    case searchEngines
    // Comments
    case noiseTexts

    /// The name it has in rule files: the words of the case, joined by dashes.
    package var name: String { Self.names[Int(rawValue)] }

    /// The signal of a name, or nil.
    package init?(name: String) {
        guard let signal = Self.byName[name] else { return nil }
        self = signal
    }

    private static let names = allCases.map { signal in
        String(describing: signal).reduce(into: "") { name, letter in
            if letter.isUppercase { name.append("-") }
            name.append(letter.lowercased())
        }
    }
    private static let byName = Dictionary(uniqueKeysWithValues: allCases.map { ($0.name, $0) })

    /// True for what takes reading words: counted only where a rule still asks for it when all else
    /// is known.
    var isCostly: Bool {
        switch self {
        case .scriptForeignHosts, .scriptNamesOwnSite, .searchEngines, .bayesSpam, .bayesProse,
            .bayesHost, .repetition, .honestShare, .rowLinks, .rowHonest:
            true
        default: false
        }
    }

    /// True for what takes reading the paths of links.
    var isOfPaths: Bool {
        switch self {
        case .shortAnchors, .homeLinks, .oddFolderLinks, .slugEcho, .ownSlugEcho: true
        default: false
        }
    }

    /// The kind of evidence it is when a rule rests on it.
    package var kind: EvidenceKind? {
        switch self {
        case .links, .foreignLinks, .foreignDomains, .foreignShare, .dofollowLinks,
            .oddFolderLinks, .slugEcho, .shortAnchors:
            .links
        case .hidden, .hiddenByDisplay, .hiddenByVisibility, .hiddenByPosition, .hiddenBySize,
            .hiddenByOpacity, .hiddenByAttribute, .hiddenByMarquee, .hiddenByScript,
            .hiddenByStyleSheet, .hiddenByColor, .inert:
            .concealment
        case .beforeDocument, .inHead, .bodyStart, .bodyEnd, .touchesBody, .afterBody,
            .afterDocument, .inFront, .inComment:
            .placement
        case .topicWeight, .topicTerms, .topicShare, .topicCoverage, .targetTopic, .labelWeight,
            .bayesSpam, .bayesProse:
            .topic
        case .hostTopic, .bayesHost, .titleEcho, .restEcho, .scriptMismatch: .foreignness
        case .markedByComments, .glossedCharacters, .controlMarks, .scriptRepeats,
            .sameIdElements, .sameIdTags, .unknownElements, .encodedShare:
            .kitMarker
        case .ownLinks, .wellKnownLinks, .ownSlugEcho, .sponsoredLinks, .tagLinks, .homeLinks,
            .linkDensity, .honestShare, .rowLinks, .rowHonest,
            .styledShare,
            .items, .listItems,
            .characters, .sentenceEnds, .repetition, .media, .scriptBytes,
            .scriptForeignHosts, .scriptNamesOwnSite, .searchEngines, .noiseTexts:
            nil
        }
    }

    /// What the number is; its unit, range and scopes stand in `Signal+Facts.swift`.
    package var summary: String {
        switch self {
        case .links: "anchors with a target"
        case .foreignLinks:
            "anchors with text to other registrable domains, share buttons left out; a half each where the page's own is unknown"
        case .foreignDomains:
            "different registrable domains of those anchors; not well-known ones, nor ones the page links to elsewhere"
        case .foreignShare: "foreign-links as a share of links"
        case .ownLinks: "anchors within the site"
        case .wellKnownLinks: "anchors to domains of the list benign-hosts"
        case .dofollowLinks: "anchors with rel=\"dofollow\""
        case .sponsoredLinks: "anchors with rel=\"sponsored\""
        case .tagLinks: "anchors with rel=\"tag\" or \"category\""
        case .shortAnchors:
            "outbound anchors of one to three letters; Han and the like are words, not letters"
        case .homeLinks: "outbound anchors to the start page of a site"
        case .oddFolderLinks:
            "outbound anchors to pages in folders that hold none, such as wp-includes or images"
        case .slugEcho: "outbound anchors whose path repeats two thirds of their words"
        case .ownSlugEcho: "anchors within the site whose path repeats two thirds of their words"
        case .honestShare:
            "share of its outbound anchors that read honest one by one; 0 without a model"
        case .rowLinks: "other outbound anchors in the row that a single link stands in"
        case .rowHonest: "share of those that read honest one by one; 0 without a model"
        case .linkDensity: "share of the letters that stand in anchors"
        case .styledShare:
            "share of the elements inside with a class, id, data- or aria- attribute"
        case .hidden: "1 when the whole run is hidden by any means but noscript"
        case .hiddenByDisplay: "1 when display:none hides it"
        case .hiddenByVisibility: "1 when visibility hides it"
        case .hiddenByPosition: "1 when it is moved outside the window"
        case .hiddenBySize: "1 when its box or font has next to no size"
        case .hiddenByOpacity: "1 when it is transparent or clipped away"
        case .hiddenByAttribute: "1 when the hidden attribute hides it"
        case .hiddenByMarquee: "1 when it runs in a marquee nobody can read"
        case .hiddenByScript: "1 when a script of the page hides it"
        case .hiddenByStyleSheet: "1 when a style block of the page hides it"
        case .hiddenByColor: "1 when it has the colour of what it stands on, as far as declared"
        case .inert: "1 inside noscript or template"
        case .beforeDocument: "1 before the doctype and <html>"
        case .inHead: "1 in the head"
        case .bodyStart: "1 among the first things of the body"
        case .bodyEnd: "1 among the last things of the body"
        case .touchesBody: "1 when nothing but blanks stands between it and <body> or </body>"
        case .afterBody: "1 after </body>"
        case .afterDocument: "1 after the last </html>"
        case .inFront: "1 when items stand in front of the title, before the host's own"
        case .inComment: "1 when the run is one reader's comment, container and all"
        case .markedByComments:
            "comments that belong together around it or between its links, such as <!--x--> and <!--/x-->; 2 for a pair"
        case .items: "links and text items; of a title its items"
        case .listItems: "text items with a separator before them on their line"
        case .characters: "characters of text outside anchors"
        case .sentenceEnds: "marks that end sentences, outside anchors"
        case .repetition:
            "share of its letters that repeat what stands in it before, as keywords spun from a few words do"
        case .media: "images, form controls, videos"
        case .topicWeight: "summed weight of topic terms"
        case .topicTerms: "different topic terms"
        case .topicShare: "share of the items that have a topic term"
        case .topicCoverage: "share of the letters that topic terms cover"
        case .targetTopic: "summed weight of topic terms in hosts and paths"
        case .labelWeight: "weight of the strongest list label, such as 主站蜘蛛池模板"
        case .bayesSpam:
            "how likely its anchors, as one bag, are spam; of a title, its words; 0 without a model"
        case .bayesProse:
            "how likely its texts outside anchors are spam; 0 without a model"
        case .hostTopic:
            "summed weight of different terms of the run's topic in the rest of the page"
        case .bayesHost:
            "how likely the host's own texts and menus are spam, as on a casino's own page; 0 without a model"
        case .titleEcho: "share of the letters of title items that the page's text repeats"
        case .restEcho:
            "share of the letters of the title without these items that the page's text repeats; 0 where nothing is left"
        case .scriptMismatch: "1 when the run is written in another script than the page"
        case .glossedCharacters:
            "of a thousand Han characters of the page, how many have their reading in parentheses behind them"
        case .controlMarks: "marks of punctuation of the page with control bytes before them"
        case .sameIdElements: "elements in a row that share one id"
        case .sameIdTags: "different tags among those elements"
        case .unknownElements:
            "elements inside whose names no standard knows, custom elements left out"
        case .encodedShare: "share of the characters that are ASCII written as references"
        case .scriptRepeats:
            "script elements in a row that load one and the same script of another site"
        case .scriptBytes: "bytes of a script"
        case .scriptForeignHosts: "hosts of other sites named in a script"
        case .scriptNamesOwnSite: "1 when a script has the words of the site's own domain"
        case .searchEngines: "different search engines named in a script"
        case .noiseTexts:
            "of a comment, texts beside its links that are a number, a smiley, an address, or have a word nobody can say"
        }
    }
}

/// What sort of fact a piece of evidence is; a cut needs two that agree, or a kit's own marker.
package enum EvidenceKind: String, Sendable, CaseIterable {
    /// Readers are kept from seeing it.
    case concealment
    /// It stands where authors put nothing.
    case placement
    /// Links, and where they lead.
    case links
    /// What it is about.
    case topic
    /// The rest of the page is about something else, or in another script.
    case foreignness
    /// A mark that only a spammer's kit leaves.
    case kitMarker = "kit-marker"
}
