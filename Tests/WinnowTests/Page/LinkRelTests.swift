import Testing

@testable import Winnow

@Suite("LinkRel")
struct LinkRelTests {
    @Test(
        "The words of rel are read in any case and order",
        arguments: [
            ("", []), ("nofollow", .nofollow), ("NoFollow NOOPENER", .nofollow),
            ("dofollow", .dofollow), ("follow", .dofollow),
            ("nofollow,sponsored", [.nofollow, .sponsored]),
            ("ugc\tnofollow", [.ugc, .nofollow]), ("tag", .tag), ("category tag", .tag),
            ("external", .external), ("license", .apparatus), ("me", .apparatus),
            ("dofollowing", []),
        ] as [(String, LinkRel)]
    )
    func words(value: String, expected: LinkRel) {
        let found = Array(value.utf8).withUnsafeBufferPointer { LinkRel($0) }
        #expect(found == expected)
    }
}
