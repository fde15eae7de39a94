/// A number about a run that rules may ask for, by the name it has in rule files.
///
/// This list is the registry: a name that is not here is an error when rules are loaded.
package enum Signal: String, Sendable, CaseIterable {
    // Links
    case links
    case foreignLinks = "foreign-links"
    case foreignDomains = "foreign-domains"
    case foreignShare = "foreign-share"
    case ownLinks = "own-links"
    case wellKnownLinks = "well-known-links"
    case dofollowLinks = "dofollow-links"
    case linkDensity = "link-density"
    case styledShare = "styled-share"
    // Concealment
    case hidden
    case hiddenByDisplay = "hidden-by-display"
    case hiddenByVisibility = "hidden-by-visibility"
    case hiddenByPosition = "hidden-by-position"
    case hiddenBySize = "hidden-by-size"
    case hiddenByOpacity = "hidden-by-opacity"
    case hiddenByAttribute = "hidden-by-attribute"
    case hiddenByMarquee = "hidden-by-marquee"
    case hiddenByScript = "hidden-by-script"
    case hiddenByStyleSheet = "hidden-by-style-sheet"
    case hiddenByColor = "hidden-by-color"
    case inert
    // Placement
    case beforeDocument = "before-document"
    case inHead = "in-head"
    case bodyStart = "body-start"
    case bodyEnd = "body-end"
    case afterBody = "after-body"
    case afterDocument = "after-document"
    case inComment = "in-comment"
    // Text
    case items
    case listItems = "list-items"
    case characters
    case sentenceEnds = "sentence-ends"
    case media
    // Topic
    case topicWeight = "topic-weight"
    case topicTerms = "topic-terms"
    case topicShare = "topic-share"
    case topicCoverage = "topic-coverage"
    case targetTopic = "target-topic"
    case labelWeight = "label-weight"
    // Foreignness
    case hostTopic = "host-topic"
    case titleEcho = "title-echo"
    case scriptMismatch = "script-mismatch"
    // Markup
    case sameIdentifierElements = "same-id-elements"
    case sameIdentifierTags = "same-id-tags"
    case unknownElements = "unknown-elements"
    case encodedShare = "encoded-share"
    case scriptForeignHosts = "script-foreign-hosts"
    case scriptNamesOwnSite = "script-names-own-site"
    case searchEngines = "search-engines"

    /// The kind of evidence it is when a rule rests on it.
    package var kind: EvidenceKind? {
        switch self {
        case .links, .foreignLinks, .foreignDomains, .foreignShare, .dofollowLinks: .links
        case .hidden, .hiddenByDisplay, .hiddenByVisibility, .hiddenByPosition, .hiddenBySize,
            .hiddenByOpacity, .hiddenByAttribute, .hiddenByMarquee, .hiddenByScript,
            .hiddenByStyleSheet, .hiddenByColor, .inert:
            .concealment
        case .beforeDocument, .inHead, .bodyStart, .bodyEnd, .afterBody, .afterDocument,
            .inComment:
            .placement
        case .topicWeight, .topicTerms, .topicShare, .topicCoverage, .targetTopic, .labelWeight:
            .topic
        case .hostTopic, .titleEcho, .scriptMismatch: .foreignness
        case .sameIdentifierElements, .sameIdentifierTags, .unknownElements, .encodedShare:
            .kitMarker
        case .ownLinks, .wellKnownLinks, .linkDensity, .styledShare, .items, .listItems,
            .characters, .sentenceEnds, .media,
            .scriptForeignHosts, .scriptNamesOwnSite, .searchEngines:
            nil
        }
    }

    /// What the number is, with its unit and range.
    package var summary: String {
        switch self {
        case .links: "anchors with a target, 0 and up"
        case .foreignLinks:
            "anchors with text to other registrable domains, share buttons left out; a half each where the page's own is unknown"
        case .foreignDomains:
            "different registrable domains of those anchors; not well-known ones, nor ones the page links to elsewhere"
        case .foreignShare: "foreign-links as a share of links, 0 to 1"
        case .ownLinks: "anchors within the site"
        case .wellKnownLinks: "anchors to domains of the list benign-hosts"
        case .dofollowLinks: "anchors with rel=\"dofollow\""
        case .linkDensity: "share of the letters that stand in anchors, 0 to 1"
        case .styledShare:
            "share of the elements inside with a class, id, data- or aria- attribute, 0 to 1"
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
        case .afterBody: "1 after </body>"
        case .afterDocument: "1 after the last </html>"
        case .inComment: "1 when the run is one reader's comment, container and all"
        case .items: "links and text items; of a title its items"
        case .listItems: "text items with a separator before them on their line"
        case .characters: "characters of text outside anchors"
        case .sentenceEnds: "marks that end sentences, outside anchors"
        case .media: "images, form controls, videos"
        case .topicWeight: "summed weight of topic terms"
        case .topicTerms: "different topic terms"
        case .topicShare: "share of the items that have a topic term, 0 to 1"
        case .topicCoverage: "share of the letters that topic terms cover, 0 to 1"
        case .targetTopic: "summed weight of topic terms in hosts and paths"
        case .labelWeight: "weight of the strongest list label, such as 主站蜘蛛池模板"
        case .hostTopic:
            "summed weight of different terms of the run's topic in the rest of the page"
        case .titleEcho: "share of the letters of title items that the page's text repeats, 0 to 1"
        case .scriptMismatch: "1 when the run is written in another script than the page"
        case .sameIdentifierElements: "elements in a row that share one id"
        case .sameIdentifierTags: "different tags among those elements"
        case .unknownElements:
            "elements inside whose names no standard knows, custom elements left out"
        case .encodedShare: "share of the characters that are ASCII written as references, 0 to 1"
        case .scriptForeignHosts: "hosts of other sites named in a script"
        case .scriptNamesOwnSite: "1 when a script has the words of the site's own domain"
        case .searchEngines: "different search engines named in a script"
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
