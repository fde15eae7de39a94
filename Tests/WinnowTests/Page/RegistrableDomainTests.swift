import Testing

@testable import Winnow

@Suite("RegistrableDomain")
struct RegistrableDomainTests {
    @Test(
        "A host belongs to the domain somebody registered",
        arguments: [
            ("example.com", "example.com"), ("www.example.com", "example.com"),
            ("a.b.c.example.com", "example.com"), ("blog.example.co.uk", "example.co.uk"),
            ("co.uk", "co.uk"), ("a.github.io", "a.github.io"), ("x.a.github.io", "a.github.io"),
            ("www.city.kawasaki.jp", "city.kawasaki.jp"), ("a.b.c.kobe.jp", "b.c.kobe.jp"),
            ("www.shop.example", "shop.example"), ("10.0.0.1", "10.0.0.1"),
            ("www.gov.cn", "www.gov.cn"), ("news.qx.gov.cn", "qx.gov.cn"),
            ("www.食狮.公司.cn", "食狮.公司.cn"),
            ("www.xn--85x722f.xn--55qx5d.cn", "xn--85x722f.xn--55qx5d.cn"),
        ]
    )
    func known(host: String, domain: String) {
        #expect(RegistrableDomain.of(host) == domain)
    }

    @Test(
        "What is no host name has no domain",
        arguments: ["", "localhost", "com", String(repeating: "a.", count: 127) + "com"]
    )
    func none(host: String) {
        #expect(RegistrableDomain.of(host) == nil)
    }

    @Test("A host of the greatest length is looked up")
    func longest() {
        let host = String(repeating: "a.", count: 121) + "example.com"
        #expect(host.utf8.count == RegistrableDomain.maximumLength)
        #expect(RegistrableDomain.of(host) == "example.com")
    }

    @Test("The list tells how old it is")
    func version() {
        #expect(!RegistrableDomain.listVersion.isEmpty)
        #expect(RegistrableDomain.listVersion != "unknown")
    }
}
