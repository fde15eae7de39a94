import Testing
import WinnowHTML

@Suite("UTF8Validator")
struct UTF8ValidatorTests {
    @Test("It agrees with the standard library on every lead byte, second byte and tail")
    func agreement() {
        let tails: [[UInt8]] = [
            [], [0x80], [0x80, 0x80], [0xBF, 0xBF, 0x61], [0x61], [0xC3, 0xA9],
        ]
        for first in UInt8(0x7F)...0xFF {
            for second in UInt8(0x7E)...0xC1 {
                for tail in tails {
                    let bytes = [first, second] + tail
                    guard isValid(bytes) != (String(validating: bytes, as: UTF8.self) != nil)
                    else { continue }
                    Issue.record("\(bytes)")
                }
            }
        }
    }

    @Test("An error is found wherever it stands", arguments: 0..<50)
    func errorAtEveryOffset(_ offset: Int) {
        for text in ["a", "é", "漢", "😀"] {
            let before = Array(String(repeating: text, count: 50).utf8)
            let start = offset * text.utf8.count
            #expect(isValid(before))
            #expect(!isValid(before[..<start] + [0xFF] + before[start...]))
            #expect(!isValid(before[..<start] + [0xE6, 0xBC] + before[start...]))
        }
    }

    private func isValid(_ bytes: [UInt8]) -> Bool {
        bytes.withUnsafeBufferPointer { UTF8Validator.isValid($0) }
    }
}
