internal import Foundation
package import WinnowBayes

/// A text with its links, and whether it was planted: what a model learns from and is measured by.
package struct LabelledBag: Sendable, Equatable {
    package var kind = BagKind.anchors
    /// The anchors, or paragraphs, each a text of its own.
    package var texts: [String] = []
    /// URLs that the anchors lead to.
    package var links: [String] = []
    /// nil where it is not said.
    package var isSpam: Bool?
    package var topic: Topic?
    /// A language code, as `en`.
    package var language: String?
    /// What it belongs to, such as a site; by itself where nothing is said.
    package var group: String?

    package init() {}
}

extension LabelledBag: Decodable {
    /// The key under which a decoder is told the kind of lines that name none.
    package static let usualKind = CodingUserInfoKey(rawValue: "kind")

    private enum CodingKeys: String, CodingKey {
        case text, links, label, topic, lang, group, kind
    }

    /// Reads `{"text", "links"?, "label"?, "topic"?, "lang"?, "group"?, "kind"?}`; other keys are
    /// passed over.
    ///
    /// `text` is a string or a list of strings, one for each anchor; a string is taken apart at line
    /// ends, tabs and `|`. `label` is `"spam"` or `"ham"`, 1 or 0, true or false.
    ///
    /// - Throws: `DecodingError` with the key that is wrong.
    package init(from decoder: any Decoder) throws {
        let values = try decoder.container(keyedBy: CodingKeys.self)
        if let name = try values.decodeIfPresent(String.self, forKey: .kind) {
            guard let kind = BagKind(name: name) else {
                throw Self.error(values, .kind, "'\(name)' is none of anchors, prose, title")
            }
            self.kind = kind
        } else if let key = Self.usualKind, let usual = decoder.userInfo[key] as? BagKind {
            kind = usual
        }
        if let list = try? values.decode([String].self, forKey: .text) {
            texts = list
        } else {
            texts = Self.parts(of: try values.decode(String.self, forKey: .text), kind)
        }
        links = try values.decodeIfPresent([String].self, forKey: .links) ?? []
        isSpam = try Self.label(values)
        // A topic that Winnow has no name for is no mistake of the data.
        topic = try values.decodeIfPresent(String.self, forKey: .topic).flatMap(Topic.init(name:))
        language = try values.decodeIfPresent(String.self, forKey: .lang)
        group = try values.decodeIfPresent(String.self, forKey: .group)
    }

    /// The texts of one string: anchors stand on lines or between bars.
    package static func parts(of text: String, _ kind: BagKind) -> [String] {
        guard kind == .anchors else { return [text] }
        return text.split { $0.isNewline || $0 == "\t" || $0 == "|" }.map(String.init)
    }

    private static func label(
        _ values: KeyedDecodingContainer<CodingKeys>
    ) throws -> Bool? {
        guard values.contains(.label), try !values.decodeNil(forKey: .label) else { return nil }
        if let flag = try? values.decode(Bool.self, forKey: .label) { return flag }
        if let number = try? values.decode(Double.self, forKey: .label) {
            guard number == 0 || number == 1 else {
                throw error(values, .label, "a label is \"spam\" or \"ham\", not \(number)")
            }
            return number == 1
        }
        let name = try values.decode(String.self, forKey: .label)
        switch name {
        case "spam", "1": return true
        case "ham", "0": return false
        default: throw error(values, .label, "a label is \"spam\" or \"ham\", not \"\(name)\"")
        }
    }

    private static func error(
        _ values: KeyedDecodingContainer<CodingKeys>,
        _ key: CodingKeys,
        _ message: String
    ) -> DecodingError {
        .dataCorruptedError(forKey: key, in: values, debugDescription: message)
    }
}

extension Topic {
    /// The topic of a name, as reports and the lists' folders write it.
    fileprivate init?(name: String) { self.init(rawValue: name) }
}
