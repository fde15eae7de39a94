/// The literals of which a text must hold one for an expression to match in it, and how wide a
/// match can be.
///
/// Read off the expression as it is written: of a sequence the part that is rarest on web pages, of
/// an alternation the union of its branches, of a repetition what it repeats at least once; after
/// Cox, "Regular Expression Matching with a Trigram Index" (2012). What is not understood asks for
/// nothing, so that the answer is always a superset: a text without any of the literals can't match.
package struct RequiredLiterals: Sendable, Equatable {
    /// Bytes of the shortest literal that is worth looking for.
    package static let minimumLength = 3
    /// Literals of one set; an alternation of more says too little.
    package static let maximumCount = 64
    /// Groups inside one another that are followed.
    static let maximumDepth = 32
    /// Bytes of the widest match that is worth a window of its own.
    static let maximumWidth = 4_096

    /// The literals in lower case, sorted; letters of either case count as equal.
    package let literals: [[UInt8]]
    /// Bytes of the widest match; nil where nothing bounds it.
    ///
    /// Every match holds one of the literals, so it starts at most so far before the literal.
    package let width: Int?
    /// True where a letter may also stand as a sign that only Unicode takes for the same.
    ///
    /// `k` as U+212A, `s` as U+017F: a text that holds one of these may match without any of the
    /// literals.
    package let hasUnicodeForms: Bool

    /// How often one of them stands in a million bytes of web pages, roughly.
    package var frequency: Double {
        literals.reduce(0) { $0 + TrigramFrequency.estimate($1) }
    }

    /// The literals of an expression, or nil when it names none.
    ///
    /// - Parameters:
    ///   - expression: In PCRE2 syntax, one that PCRE2 accepts.
    ///   - isUTF8: Whether subjects are UTF-8 text.
    /// - Complexity: Linear in the expression.
    package init?(_ expression: String, isUTF8: Bool) {
        var parser = LiteralParser(Array(expression.utf8), isUTF8: isUTF8)
        guard let piece = parser.alternatives(isCaseless: false, depth: 0), parser.isAtEnd,
            let set = piece.set
        else { return nil }
        literals = Set(set.literals).sorted { $0.lexicographicallyPrecedes($1) }
        hasUnicodeForms = set.hasUnicodeForms
        width = piece.width.flatMap { $0 <= Self.maximumWidth ? $0 : nil }
    }
}
