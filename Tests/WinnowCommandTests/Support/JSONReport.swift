import Foundation

/// One line of `--format jsonl`, read by another program's JSON parser.
struct JSONReport: Decodable {
    struct Finding: Decodable {
        var id: String
        var technique: String
        var ranges: [[Int]]
        var cut: Bool
        var links: Int
        var domains: [String]
        var excerpt: String
    }

    var v: Int
    var path: String
    var url: String?
    var verdict: String
    var score: Double
    var charset: String?
    var bytes: Int
    var removed: [[Int]]
    var findings: [Finding]
    var limits: [String]
    var error: String?

    init(_ line: some StringProtocol) throws {
        self = try JSONDecoder().decode(JSONReport.self, from: Data(line.utf8))
    }

    /// The keys of all objects in a line of JSON, by how deep they stand, in order of appearance.
    static func keys(in line: Substring) -> [Int: [String]] {
        var keys: [Int: [String]] = [:]
        var depth = 0
        var last = ""
        var rest = line
        while let character = rest.popFirst() {
            switch character {
            case "{", "[": depth += 1
            case "}", "]": depth -= 1
            case ":": keys[depth, default: []].append(last)
            case "\"": last = string(from: &rest)
            default: break
            }
        }
        return keys
    }

    private static func string(from rest: inout Substring) -> String {
        var text = ""
        while !rest.isEmpty {
            let character = rest.removeFirst()
            if character == "\"" { break }
            text.append(character)
            if character == "\\", !rest.isEmpty { text.append(rest.removeFirst()) }
        }
        return text
    }
}
