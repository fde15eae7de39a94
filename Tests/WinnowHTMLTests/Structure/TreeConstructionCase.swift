import Foundation
import WinnowHTML

/// A case of html5lib's tree construction suite.
struct TreeConstructionCase: Sendable {
    /// File and number in it.
    var name: String
    var input: [UInt8]
    /// The tree as `ParsedPage.outline` writes it.
    var outline: String
    var isFragment = false
    var needsScripts = false

    /// Why a structure may differ from a browser's.
    static let reasons: Set<String> = [
        "adoption agency", "foster parenting", "reconstructed formatting", "select", "frameset",
        "template", "noscript", "made-up element", "form in a table",
    ]

    private static let folder = URL(filePath: #filePath)
        .appending(path: "../../TreeConstruction").standardizedFileURL

    /// All cases, in the order of their files.
    static let all: [TreeConstructionCase] = {
        let files = try? FileManager.default.contentsOfDirectory(
            at: folder,
            includingPropertiesForKeys: nil
        )
        return (files ?? [])
            .filter { $0.pathExtension == "dat" }
            .sorted { $0.lastPathComponent < $1.lastPathComponent }
            .flatMap(cases)
    }()

    /// The cases of whole documents, without scripts, in which there is something to nest.
    static let applicable = all.filter { example in
        guard !example.isFragment, !example.needsScripts else { return false }
        var buffer = TokenBuffer()
        example.input.withUnsafeBufferPointer { Tokenizer.tokenize($0, into: &buffer) }
        return buffer.tokens.contains { token in
            guard token.kind == .startTag || token.kind == .endTag else { return false }
            switch token.tag {
            case .html, .head, .body, .script, .style, .title, .meta, .link, .base, .svg, .math,
                .frameset, .frame, .template:
                return false
            default: return true
            }
        }
    }

    /// The listed cases with their reasons.
    static func differences() throws -> [String: String] {
        let text = try String(
            contentsOf: folder.appending(path: "differences.txt"),
            encoding: .utf8
        )
        var differences: [String: String] = [:]
        for line in text.split(separator: "\n") where !line.hasPrefix("#") {
            let parts = line.split(separator: ":", maxSplits: 1)
            guard parts.count == 2 else { continue }
            differences[String(parts[0])] = parts[1].trimmingCharacters(in: .whitespaces)
        }
        return differences
    }

    // MARK: Reading

    private static func cases(of file: URL) -> [TreeConstructionCase] {
        guard let data = try? Data(contentsOf: file) else { return [] }
        let lines = data.split(separator: 0x0A, omittingEmptySubsequences: false).map(Array.init)
        let stem = file.deletingPathExtension().lastPathComponent
        let starts = lines.indices.filter { lines[$0].elementsEqual("#data".utf8) }
        return starts.enumerated().map { number, start in
            let end = number + 1 < starts.count ? starts[number + 1] : lines.count
            return TreeConstructionCase("\(stem) \(number + 1)", lines[(start + 1)..<end])
        }
    }

    private init(_ name: String, _ lines: ArraySlice<[UInt8]>) {
        self.name = name
        var section = "#data"
        var parts: [String: [[UInt8]]] = [:]
        let names = [
            "#errors", "#new-errors", "#document", "#document-fragment", "#script-on",
            "#script-off",
        ]
        for line in lines {
            let text = String(decoding: line, as: UTF8.self)
            if names.contains(text) {
                section = text
                parts[section] = []
            } else {
                parts[section, default: []].append(line)
            }
        }
        input = Array((parts["#data"] ?? []).joined(separator: [0x0A]))
        isFragment = parts["#document-fragment"] != nil
        needsScripts = parts["#script-on"] != nil
        outline = Self.outline(of: parts["#document"] ?? [])
    }

    /// Whether a line begins a text that goes on in the next one.
    private static func isOpenText(_ line: String) -> Bool {
        let content = line.dropFirst(2).drop { $0 == " " }
        return content.hasPrefix("\"") && (content.count == 1 || !content.hasSuffix("\""))
    }

    /// The lines of a tree, those that go on with a text joined to its first.
    private static func joined(_ lines: [[UInt8]]) -> [String] {
        var joined: [String] = []
        for line in lines {
            let text = String(decoding: line, as: UTF8.self)
            if text.hasPrefix("| ") {
                joined.append(text)
            } else if let last = joined.last, isOpenText(last) {
                joined[joined.count - 1] += "\n" + text
            }
        }
        return joined
    }

    /// The outline of a tree in the suite's notation, two more spaces for each level.
    private static func outline(of lines: [[UInt8]]) -> String {
        // What stands at a level while it is being filled; one more than is open.
        var levels: [(name: String, items: [OutlineItem])] = [("", [])]
        func close(to depth: Int) {
            while levels.count > depth + 1 {
                let done = levels.removeLast()
                levels[levels.count - 1].items.append(.element(done.name, done.items))
            }
        }
        for text in joined(lines) {
            let content = text.dropFirst(2).drop { $0 == " " }
            let depth = (text.count - 2 - content.count) / 2
            if content.hasPrefix("\"") {
                close(to: min(depth, levels.count - 1))
                let isBlank = content.dropFirst().allSatisfy { " \t\n\u{C}\r\"".contains($0) }
                if !isBlank { levels[levels.count - 1].items.append(.text) }
            } else if content.hasPrefix("<"), content.dropFirst().first?.isLetter == true {
                close(to: min(depth, levels.count - 1))
                let name = content.dropFirst().dropLast().split(separator: " ").last ?? ""
                levels.append((name.lowercased(), []))
            } else if content == "content" {
                close(to: min(depth, levels.count - 1))
                levels.append(("content", []))
            }
        }
        close(to: 0)
        return OutlineItem.text(of: OutlineItem.flattened(levels[0].items))
    }
}
