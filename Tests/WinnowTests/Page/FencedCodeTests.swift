import Testing

@testable import Winnow

@Suite("FencedCode")
struct FencedCodeTests {
    @Test(
        "Blocks begin and end with a fence of their own kind",
        arguments: [
            ("a\n```\ncode\n```\nb", ["```\ncode\n```"]),
            ("```html\n<a>\n```", ["```html\n<a>\n```"]),
            ("~~~\n```\n~~~\nx\n~~~~\ny\n~~~~~\n", ["~~~\n```\n~~~", "~~~~\ny\n~~~~~"]),
            ("   ```\r\nx\r\n```  \r\n", ["   ```\r\nx\r\n```  "]),
            ("````\n```\nx\n````", ["````\n```\nx\n````"]),
            ("```\nx\n``` y\n```\n", ["```\nx\n``` y\n```"]),
        ]
    )
    func blocks(text: String, blocks: [String]) {
        #expect(Self.blocks(of: text) == blocks)
    }

    @Test(
        "What is left open is text, and so is what is no fence",
        arguments: [
            "", "```", "```\nx", "``\nx\n``", "    ```\nx\n    ```", "```a`b\nx", "~~~\nx\n```",
        ]
    )
    func text(text: String) {
        #expect(Self.blocks(of: text) == [])
    }

    @Test("Bytes are inside or outside")
    func places() {
        let code = Array("ab\n```\nc\n```\nde".utf8).withUnsafeBufferPointer { FencedCode($0) }
        #expect((0..<15).filter(code.holds) == Array(3..<12))
        #expect(code.outside(0..<15) == [0..<3, 12..<15])
        #expect(code.outside(4..<11) == [])
        #expect(code.outside(12..<15) == [12..<15])
    }

    @Test("Past the limit blocks are text")
    func limit() {
        let text = String(repeating: "```\nx\n```\n", count: FencedCode.maximumBlocks + 5)
        #expect(Self.blocks(of: text).count == FencedCode.maximumBlocks)
    }

    @Test("An article that quotes a plant between fences keeps it, and loses one beside it")
    func article() throws {
        let plant = "<div style=\"display:none\">\(PageScannerTests.links)</div>"
        let prose = String(repeating: "The old crane was built when ships came in. ", count: 8)
        let quoted = "\(prose)\n\n```html\n\(plant)\n```\n\n\(prose)\n"
        #expect(try Fixtures.scan(quoted, path: "a.md").verdict == .clean)
        let report = try Fixtures.scan(quoted + "\n\(plant)\n", path: "a.md")
        #expect(report.removed.count == 1)
        #expect(report.removed.first?.lowerBound ?? 0 > quoted.utf8.count)
    }

    private static func blocks(of text: String) -> [String] {
        let bytes = Array(text.utf8)
        return bytes.withUnsafeBufferPointer { FencedCode($0) }.blocks
            .map { String(decoding: bytes[$0], as: UTF8.self) }
    }
}
