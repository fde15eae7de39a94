extension Signal {
    /// What a signal counts in.
    package enum Unit: String, Sendable, CaseIterable {
        /// 1 when it is so, 0 when it is not.
        case flag = "yes or no"
        case share
        case probability
        case anchors
        case domains
        case elements
        case items
        case characters
        case bytes
        case weight
        case terms
        case comments
        case marks
        case perThousand = "of a thousand"
        case hosts
        case engines
    }

    /// The unit in which it counts.
    package var unit: Unit {
        switch self {
        case .links, .foreignLinks, .ownLinks, .wellKnownLinks, .dofollowLinks, .sponsoredLinks,
            .tagLinks, .shortAnchors, .homeLinks, .oddFolderLinks, .slugEcho, .ownSlugEcho,
            .rowLinks:
            .anchors
        case .foreignDomains: .domains
        case .foreignShare, .linkDensity, .styledShare, .topicShare, .topicCoverage, .titleEcho,
            .restEcho, .repetition, .encodedShare, .honestShare, .rowHonest:
            .share
        case .bayesSpam, .bayesProse, .bayesHost: .probability
        case .hidden, .hiddenByDisplay, .hiddenByVisibility, .hiddenByPosition, .hiddenBySize,
            .hiddenByOpacity, .hiddenByAttribute, .hiddenByMarquee, .hiddenByScript,
            .hiddenByStyleSheet, .hiddenByColor, .inert, .beforeDocument, .inHead, .bodyStart,
            .bodyEnd, .touchesBody, .afterBody, .afterDocument, .inFront, .inComment,
            .scriptMismatch,
            .scriptNamesOwnSite:
            .flag
        case .markedByComments: .comments
        case .items, .listItems, .noiseTexts: .items
        case .characters: .characters
        case .sentenceEnds, .controlMarks: .marks
        case .media, .sameIdElements, .unknownElements, .scriptRepeats, .sameIdTags: .elements
        case .topicWeight, .targetTopic, .labelWeight, .hostTopic: .weight
        case .topicTerms: .terms
        case .glossedCharacters: .perThousand
        case .scriptBytes: .bytes
        case .scriptForeignHosts: .hosts
        case .searchEngines: .engines
        }
    }

    /// The values it can have; without an end where it counts.
    package var range: ClosedRange<Float> {
        switch unit {
        case .flag, .share, .probability: 0...1
        case .perThousand: 0...1_000
        default: 0...Float.infinity
        }
    }

    /// The scopes in which it is set; in others it is always 0, and asking for it a mistake.
    package var scopes: Set<Rule.Scope> {
        switch self {
        case .links, .foreignLinks, .foreignDomains, .foreignShare, .ownLinks, .wellKnownLinks,
            .dofollowLinks, .sponsoredLinks, .tagLinks, .linkDensity, .topicShare, .targetTopic,
            .labelWeight:
            [.run, .leaf, .comment, .page, .raw]
        case .hidden, .hiddenByDisplay, .hiddenByVisibility, .hiddenByPosition,
            .hiddenBySize, .hiddenByOpacity, .hiddenByAttribute, .hiddenByMarquee,
            .hiddenByScript, .hiddenByStyleSheet, .hiddenByColor, .inert:
            [.run, .leaf, .comment]
        case .shortAnchors, .homeLinks, .oddFolderLinks, .slugEcho, .ownSlugEcho, .styledShare,
            .listItems, .characters, .sentenceEnds, .media:
            [.run, .leaf, .page, .raw]
        case .beforeDocument, .inHead, .bodyStart, .bodyEnd, .touchesBody, .afterBody,
            .afterDocument:
            [.run, .leaf, .comment, .script, .meta, .title, .raw]
        case .inComment, .noiseTexts, .markedByComments, .sameIdElements, .sameIdTags,
            .unknownElements:
            [.run]
        case .items: [.run, .leaf, .comment, .title, .page, .raw]
        case .topicWeight, .topicTerms, .topicCoverage, .hostTopic, .scriptMismatch:
            [.run, .leaf, .comment, .meta, .title, .page, .raw]
        case .bayesSpam: [.run, .leaf, .comment, .title, .raw]
        case .bayesProse: [.run, .leaf, .raw]
        case .bayesHost: [.run, .leaf, .comment, .title, .raw]
        case .titleEcho, .restEcho, .inFront: [.title]
        case .repetition: [.run, .leaf, .title]
        case .honestShare: [.run]
        case .rowLinks, .rowHonest: [.leaf]
        case .encodedShare: [.title, .meta]
        case .glossedCharacters, .controlMarks: [.page]
        case .scriptRepeats, .scriptBytes, .scriptForeignHosts, .scriptNamesOwnSite,
            .searchEngines:
            [.script]
        }
    }
}
