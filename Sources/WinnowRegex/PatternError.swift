/// An expression that PCRE2 refuses.
package struct PatternError: Error, Sendable {
    /// What PCRE2 says, in its own words.
    package let message: String
    /// Bytes into `source` at which it gave up.
    package let offset: Int
    /// The expression.
    package let source: String
}
