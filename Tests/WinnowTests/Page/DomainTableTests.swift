import Testing

@testable import Winnow

@Suite("DomainTable")
struct DomainTableTests {
    @Test("Hosts of one domain have one number, and what is no host has none")
    func numbers() {
        var table = DomainTable()
        let first = table.number(ofHost: "www.a.example")
        #expect(first != nil)
        #expect(table.number(ofHost: "m.a.example") == first)
        #expect(table.number(ofDomain: "a.example") == first)
        #expect(table.number(ofHost: "b.example") != first)
        #expect(table.number(ofHost: "localhost") == nil)
        #expect(table.number(ofHost: "localhost") == nil)
        #expect(table.names == ["a.example", "b.example"])
    }

    @Test("The table starts afresh between documents once it has grown too far")
    func trim() {
        var table = DomainTable()
        for index in 0...DomainTable.maximumHosts { _ = table.number(ofHost: "10.0.0.\(index)") }
        #expect(table.names.count == DomainTable.maximumHosts + 1)
        let isFresh = table.trim()
        #expect(isFresh)
        #expect(table.names.isEmpty)
        #expect(table.number(ofHost: "a.example") == 0)
        let isFreshAgain = table.trim()
        #expect(!isFreshAgain)
        #expect(table.names == ["a.example"])
    }
}
