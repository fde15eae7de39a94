import Testing

@testable import Winnow

@Suite("What speaks for the host")
struct HostVoiceTests {
    private static func verdict(_ html: String) throws -> Report {
        try Fixtures.scanner().scan(Array(html.utf8), ScanRequest(path: "a.html"))
    }

    private static let text =
        "<p>The harbour museum is open from ten to five on every day but Monday, and the old crane can be visited with a guide on Saturdays; children need no ticket, and the ferry stops at the door of the museum every half hour until the evening.</p>"

    @Test("A title that a heading of the page repeats is the host's, whatever it is about")
    func heading() throws {
        let title = "百家乐 时时彩 六合彩"
        func page(_ heading: String) -> String {
            "<html><head><title>\(title)_Harbour museum</title></head><body><nav><a href=\"/a\">Start</a> <a href=\"/b\">Visit</a> <a href=\"/c\">Shop</a> <a href=\"/d\">Harbour museum</a></nav>\(heading)\(Self.text)\(Self.text)</body></html>"
        }
        #expect(try Self.verdict(page("<h1>Cranes</h1>")).verdict == .injected)
        #expect(try Self.verdict(page("<h1>\(title)</h1>")).removed == [])
        // Nobody reads a hidden heading.
        #expect(
            try Self.verdict(page("<h1 style=\"display:none\">\(title)</h1>")).verdict == .injected
        )
    }

    @Test("A firm's domains under several suffixes count as one")
    func brands() throws {
        func domains(_ hosts: [String]) throws -> Double {
            let links = hosts.map { "<a href=\"https://\($0)/\">Zorvik</a> " }.joined()
            let html =
                "<html><body>\(Self.text)<div style=\"display:none\">\(links)</div>\(Self.text)</body></html>"
            return ToyModel.signal(
                "foreign-domains",
                of: html,
                try Fixtures.rules()
            )
        }
        // A half each, because the page's own site is not known.
        #expect(try domains(["zorvik.de", "zorvik.fr", "zorvik.co.uk"]) == 0.5)
        #expect(try domains(["zorvik.de", "plonder.fr", "quasmo.it"]) == 1.5)
        #expect(try domains(["abc.de", "abc.fr"]) == 1)
    }
}
