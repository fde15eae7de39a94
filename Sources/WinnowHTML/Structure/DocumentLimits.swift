/// How much of a document's structure is built.
package struct DocumentLimits: Sendable {
    /// Elements open within each other; start tags deeper than that are left out.
    package var depth = 4_000
    /// Steps of searches among open elements; after them end tags and new elements that would need
    /// one close nothing.
    package var work = 20_000_000

    package init() {}
}
