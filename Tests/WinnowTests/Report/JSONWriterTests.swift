import Foundation
import Testing

@testable import Winnow

@Suite("JSONWriter")
struct JSONWriterTests {
    @Test(
        "Text is escaped as JSON asks for",
        arguments: [
            ("", "\"\""), ("a", "\"a\""), ("\"\\", "\"\\\"\\\\\""), ("\n\r\t", "\"\\n\\r\\t\""),
            ("\u{0}\u{1F}\u{7F}", "\"\\u0000\\u001f\\u007f\""), ("é百𠮷", "\"é百𠮷\""),
            ("</", "\"</\""),
            ("\u{2028}", "\"\u{2028}\""),
        ]
    )
    func strings(text: String, json: String) {
        #expect(Self.written { $0.string(text) } == json)
    }

    @Test(
        "Numbers have at most two digits behind the point, and at least one",
        arguments: [
            (0.0, "0.0"), (6, "6.0"), (6.5, "6.5"), (6.25, "6.25"), (6.204, "6.2"), (0.05, "0.05"),
            (0.005, "0.01"), (-0.5, "-0.5"), (-3, "-3.0"), (14.999, "15.0"),
            (1_234_567.891, "1234567.89"),
            (-0.004, "0.0"),
        ]
    )
    func numbers(value: Double, json: String) {
        #expect(Self.written { $0.number(value) } == json)
    }

    @Test("Every text comes back from a parser as it was")
    func roundTrip() throws {
        var random = SeededGenerator(seed: 10)
        for _ in 0..<300 {
            let scalars = (0..<10).compactMap { _ in
                Unicode.Scalar(
                    UInt32.random(in: 0...(random.oneIn(2) ? 0x7F : 0x10FFFF), using: &random)
                )
            }
            let text = String(String.UnicodeScalarView(scalars))
            var json = JSONWriter()
            json.array { $0.string(text) }
            let parsed = try JSONSerialization.jsonObject(with: Data(json.bytes)) as? [String]
            #expect(parsed?.first.map { Array($0.utf8) } == Array(text.utf8))
        }
    }

    @Test("Objects and arrays nest, with commas where they belong")
    func structure() {
        let json = Self.written { json in
            json.object { json in
                json.key("a")
                json.integer(-1)
                json.key("b")
                json.array { json in
                    json.boolean(true)
                    json.optional(nil)
                    json.optional("x")
                    json.object { _ in }
                    json.array { _ in }
                }
                json.key("r")
                json.ranges([1..<2, 5..<9])
                json.key("s")
                json.strings([])
            }
        }
        #expect(json == "{\"a\":-1,\"b\":[true,null,\"x\",{},[]],\"r\":[[1,2],[5,9]],\"s\":[]}")
    }

    private static func written(_ body: (inout JSONWriter) -> Void) -> String {
        var json = JSONWriter()
        body(&json)
        return String(decoding: json.bytes, as: UTF8.self)
    }
}
