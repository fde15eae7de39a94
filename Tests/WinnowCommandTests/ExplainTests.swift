import Testing

@Suite("explain")
struct ExplainTests {
    @Test("The runs, rules and leaves of a document go to standard output")
    func injected() throws {
        let site = try TestSite(["a.html": TestPages.injected])
        let result = try site.winnow("explain", "a.html")
        #expect(result.status == 0)
        #expect(result.errors.isEmpty)
        #expect(result.output.hasPrefix("a.html: injected"))
        #expect(result.output.contains("became   cut"))
        #expect(result.output.contains("    fired    +"))
        #expect(result.output.contains("    not      "))
    }

    @Test("A clean document is told why nothing was found; standard input is read")
    func clean() throws {
        let result = try TestSite().winnow("explain", input: TestPages.clean)
        #expect(result.output.contains("Nothing was found."))
        #expect(result.status == 0)
    }

    @Test("A file that is not there is said on standard error, with status 2")
    func missing() throws {
        let result = try TestSite().winnow("explain", "missing.html")
        #expect(result.status == 2)
        #expect(result.output.isEmpty)
        #expect(result.errors.contains("missing.html"))
    }
}
