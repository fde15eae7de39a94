internal import CPCRE2
internal import Synchronization

/// A regular expression, compiled and ready to be matched from any thread.
///
/// PCRE2 with JIT, which is made when the expression is tried for the first time: most pages try few
/// of a rule set's expressions. The subject is UTF-8 and must be valid: Winnow matches decoded text only, and
/// raw bytes with `isUTF8` off.
package final class Pattern: Sendable {
    /// The expression as it was written.
    package let source: String
    /// Whether subjects are UTF-8 text.
    package let isUTF8: Bool
    /// What a text must hold for it to match; nil when it names nothing.
    package let required: RequiredLiterals?
    /// Where the code stands when it is compiled to machine code, else 0; PCRE2 never writes to it
    /// while matching.
    private let ready = Atomic<UInt>(0)
    /// The code as PCRE2 reads it, until it is ready; held while it is made so.
    private let raw: Mutex<UnsafeCode>
    private let live = LivePatterns.Token()

    /// Code that only the holder of a lock touches.
    ///
    /// `@unchecked`, because the compiler can't see what guards a C pointer: it stands in a `Mutex`, and
    /// after `ready` is set nothing writes to what it points at.
    private struct UnsafeCode: @unchecked Sendable { var code: OpaquePointer? }

    /// Compiles an expression.
    ///
    /// - Parameters:
    ///   - source: The expression in PCRE2 syntax.
    ///   - isUTF8: Whether subjects are UTF-8 text; off for raw bytes.
    /// - Throws: ``PatternError`` with the offset at which PCRE2 gave up.
    package init(_ source: String, isUTF8: Bool = true) throws(PatternError) {
        self.source = source
        self.isUTF8 = isUTF8
        required = RequiredLiterals(source, isUTF8: isUTF8)
        let code = try Self.compile(source, isUTF8: isUTF8, required)
        raw = Mutex(UnsafeCode(code: code))
    }

    /// An expression that was compiled before, by this version of PCRE2; it is compiled again when
    /// it is tried for the first time.
    package init(known source: String, isUTF8: Bool) {
        self.source = source
        self.isUTF8 = isUTF8
        required = RequiredLiterals(source, isUTF8: isUTF8)
        raw = Mutex(UnsafeCode(code: nil))
    }

    /// The code to match with; nil for a known expression that PCRE2 refuses nevertheless.
    var code: OpaquePointer? {
        OpaquePointer(bitPattern: ready.load(ordering: .acquiring)) ?? makeReady()
    }

    /// True for one that can only match at the start of a text, so that a long one costs no more.
    package var isAnchored: Bool {
        var options: UInt32 = 0
        guard let code, pcre2_pattern_info_8(code, UInt32(PCRE2_INFO_ALLOPTIONS), &options) == 0
        else { return false }
        return options & PCRE2_ANCHORED != 0
    }

    private func makeReady() -> OpaquePointer? {
        let address = raw.withLock { raw in
            let known = ready.load(ordering: .acquiring)
            if known != 0 { return known }
            raw.code = raw.code ?? (try? Self.compile(source, isUTF8: isUTF8, required))
            guard let code = raw.code else { return 0 }
            // Without JIT the interpreter does the same work, only slower.
            _ = pcre2_jit_compile_8(code, UInt32(PCRE2_JIT_COMPLETE))
            let address = UInt(bitPattern: code)
            ready.store(address, ordering: .releasing)
            return address
        }
        return OpaquePointer(bitPattern: address)
    }

    private static func compile(
        _ source: String,
        isUTF8: Bool,
        _ required: RequiredLiterals?
    ) throws(PatternError) -> OpaquePointer {
        var errorCode: Int32 = 0
        var errorOffset = 0
        var options = UInt32(PCRE2_NEVER_BACKSLASH_C)
        // Matches are looked for in windows round a literal, which takes a limit to where they start.
        if required?.width != nil { options |= PCRE2_USE_OFFSET_LIMIT }
        // Raw bytes are no UTF-8, whatever an expression says of itself.
        options |= isUTF8 ? UInt32(PCRE2_UTF) | UInt32(PCRE2_UCP) : UInt32(PCRE2_NEVER_UTF)
        let bytes = Array(source.utf8)
        let compiled = bytes.withUnsafeBufferPointer {
            pcre2_compile_8($0.baseAddress, $0.count, options, &errorCode, &errorOffset, nil)
        }
        guard let compiled else {
            throw PatternError(
                message: Self.message(of: errorCode),
                offset: errorOffset,
                source: source
            )
        }
        return compiled
    }

    deinit {
        raw.withLock { pcre2_code_free_8($0.code) }
    }

    private static func message(of code: Int32) -> String {
        var buffer = [UInt8](repeating: 0, count: 256)
        let length = pcre2_get_error_message_8(code, &buffer, buffer.count)
        guard length > 0 else { return "error \(code)" }
        return String(decoding: buffer[..<Int(length)], as: UTF8.self)
    }

    /// The version of the library, as it tells it.
    package static var libraryVersion: String {
        var buffer = [UInt8](repeating: 0, count: 64)
        let length = pcre2_config_8(UInt32(PCRE2_CONFIG_VERSION), &buffer)
        guard length > 1 else { return "unknown" }
        return String(decoding: buffer[..<Int(length - 1)], as: UTF8.self)
    }
}
