@testable import Winnow

extension CSSLength {
    /// A length written as a string.
    init?(_ text: String) {
        let length = Array(text.utf8).withUnsafeBufferPointer { CSSLength(CSSText($0)) }
        guard let length else { return nil }
        self = length
    }
}
