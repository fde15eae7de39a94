import Foundation

@testable import Winnow

/// Rules made by lot, in the shapes that real packs have; some of their words are taken from pages,
/// so that they fire.
struct GeneratedRules {
    private var random: SeededGenerator
    private let words: [String]

    /// Writes rules into a folder.
    ///
    /// - Parameters:
    ///   - count: How many.
    ///   - folder: A folder of rules, to which the folder `generated` is added.
    ///   - words: Words that stand in pages.
    /// - Throws: What writing files throws.
    static func write(_ count: Int, into folder: URL, words: [String]) throws {
        var rules = GeneratedRules(random: SeededGenerator(seed: 17), words: words)
        try Fixtures.write((0..<count).map { rules.rule($0) }, into: folder)
    }

    private mutating func rule(_ number: Int) -> (path: String, text: String) {
        let (expression, target) = expression()
        let scope =
            switch target {
            case .script: "script"
            case .comment: "comment"
            case .meta: "meta"
            case .title: "title"
            case .source: "raw"
            case .pageText: "page"
            case .anchorText, .linkHost, .linkPath, .runText, .attributes: "run"
            }
        let quoted = expression.replacingOccurrences(of: "'", with: "''")
        let id = "generated/g\(number)"
        let text = """
            id: \(id)
            title: Generated rule \(number)
            status: experimental
            technique: link-farm
            description: For comparisons only.
            false_positives: [None.]
            match:
              scope: \(scope)
              all:
                - { regex: '\(quoted)', in: \(target.rawValue) }
            score: 0.1
            examples:
              match: [x]
              no_match: [y]

            """
        return (id + ".yaml", text)
    }

    private mutating func expression() -> (String, TextTarget) {
        let (x, y) = (word(), word())
        let caseless = random.pick(["", "(?i)"])
        switch random.pick(Array(0..<10)) {
        case 0, 1:
            return (caseless + "\\b(?:\(x)|\(y) \(word())|\(word())s?)\\b", .anchorText)
        case 2: return ("\(x.prefix(3)).{0,6}\(y.suffix(3))|\(x)\\s{0,3}\(y)", .runText)
        case 3: return ("(?:^|\\.)\(x)[a-z0-9-]{0,12}\\.(?:example|top|xyz|com)$", .linkHost)
        case 4: return (caseless + "/[a-z0-9/_-]{0,40}\(x)", .linkPath)
        case 5: return (caseless + "\(x)[^>]{0,80}\(y)|\(word())_[0-9a-f]{4,8}", .attributes)
        case 6: return (caseless + "\\b\(x)\\s*[(=.]\\s*['\"]?\(y.prefix(1))", .script)
        case 7: return (caseless + "\(x).{0,20}\(y)", random.pick([.comment, .meta, .title]))
        case 8: return ("(?:\(x)[^<]{0,30}){2}", .pageText)
        default: return (caseless + "<[a-z]+ [^>]{0,60}\(x)[^>]{0,60}>", .source)
        }
    }

    /// A word of a page, half of one, or one that stands nowhere.
    private mutating func word() -> String {
        switch random.pick(Array(0..<4)) {
        case 0: return random.pick(["kasoki", "vulopa", "ſakura", "主站蜘蛛", "онлайн", "zzgate"])
        case 1: return String(random.pick(words).prefix(4))
        default: return random.pick(words)
        }
    }
}
