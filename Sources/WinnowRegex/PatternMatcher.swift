internal import CPCRE2

/// What one worker needs to match patterns; reused from match to match, never shared.
package final class PatternMatcher {
    /// How a match came out.
    package enum Outcome: Sendable, Equatable {
        case match(Range<Int>)
        case noMatch
        /// A limit was reached before the answer was known; never to be read as no match.
        case undecided
    }

    /// Steps PCRE2 may take for one match before it gives up.
    package static let matchLimit: UInt32 = 1_000_000
    /// Nesting PCRE2's interpreter may reach; JIT has a stack of its own.
    package static let depthLimit: UInt32 = 100_000
    /// KiB of heap PCRE2's interpreter may use.
    package static let heapLimit: UInt32 = 64 * 1_024
    /// Bytes the JIT stack may grow to.
    package static let stackLimit = 1_024 * 1_024

    private let data: OpaquePointer?
    private let context: OpaquePointer?
    private let stack: OpaquePointer?

    package init() {
        data = pcre2_match_data_create_8(8, nil)
        context = pcre2_match_context_create_8(nil)
        stack = pcre2_jit_stack_create_8(32 * 1_024, Self.stackLimit, nil)
        pcre2_set_match_limit_8(context, Self.matchLimit)
        pcre2_set_depth_limit_8(context, Self.depthLimit)
        pcre2_set_heap_limit_8(context, Self.heapLimit)
        // Called without a callback, the second argument is the stack itself.
        pcre2_jit_stack_assign_8(context, nil, stack.map { UnsafeMutableRawPointer($0) })
    }

    deinit {
        pcre2_match_data_free_8(data)
        pcre2_match_context_free_8(context)
        pcre2_jit_stack_free_8(stack)
    }

    /// The first match at or after an offset.
    ///
    /// - Parameters:
    ///   - pattern: What to look for.
    ///   - subject: Where; valid UTF-8 unless the pattern matches raw bytes.
    ///   - start: Bytes to skip; at a character boundary.
    ///   - limit: The last offset at which a match may start, for patterns with a known width.
    /// - Returns: The bytes that match, that none do, or that a limit was reached.
    package func firstMatch(
        of pattern: Pattern,
        in subject: UnsafeBufferPointer<UInt8>,
        from start: Int = 0,
        limit: Int? = nil
    ) -> Outcome {
        guard let data, let code = pattern.code, start <= subject.count else { return .undecided }
        if let limit { pcre2_set_offset_limit_8(context, limit) }
        defer { if limit != nil { pcre2_set_offset_limit_8(context, Int(bitPattern: ~0)) } }
        // An empty subject need not stand anywhere, but PCRE2 wants an address.
        let nowhere: UInt8 = 0
        let result = withUnsafePointer(to: nowhere) { placeholder in
            pcre2_match_8(
                code,
                subject.baseAddress ?? placeholder,
                subject.count,
                start,
                UInt32(PCRE2_NO_UTF_CHECK),
                data,
                context
            )
        }
        guard result != PCRE2_ERROR_NOMATCH else { return .noMatch }
        guard result >= 0, let offsets = pcre2_get_ovector_pointer_8(data) else {
            return .undecided
        }
        return .match(offsets[0]..<max(offsets[0], offsets[1]))
    }
}
