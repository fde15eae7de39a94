import Foundation
import Testing
import Winnow

@testable import WinnowCommand

@Suite("clean --diff", .enabled(if: Programs.hasPatch, "the program 'patch' is not here"))
struct DiffTests {
    @Test(
        "patch makes the cleaned sample of it, byte for byte",
        arguments: try PackageFolder.files(in: "Samples/injected")
    )
    func samples(name: String) throws {
        let folder = try TemporaryFolder()
        try folder.write(PackageFolder.bytes(of: "Samples/injected/\(name)"), to: name)
        let result = try CommandRunner.bash(
            "winnow clean -q \(name) > cleaned && winnow clean -q --diff \(name) | patch -s \(name)",
            in: folder.path,
            rules: PackageFolder.path(of: "Rules")
        )
        #expect(result.status == 0, "\(result.output)\(result.errors)")
        #expect(try folder.bytes(of: name) == folder.bytes(of: "cleaned"))
    }

    @Test(
        "patch finds a file of any name",
        arguments: ["two words.html", "tab\t\"x\".html", "ü\n.html"]
    )
    func names(name: String) throws {
        let site = try TestSite([name: TestPages.injected])
        let result = try site.bash("winnow clean -q --diff ./*.html > diff; patch -p0 < diff")
        #expect(result.status == 0, "\(result.output)\(result.errors)")
        #expect(try site.folder.text(of: name) == CleanToTests.cleaned)
    }

    struct Case: Sendable, CustomTestStringConvertible {
        var page: String
        var ranges: [Range<Int>]

        var testDescription: String { "\(page.debugDescription) without \(ranges)" }
    }

    static let cases: [Case] = [
        Case(page: "one\ntwo\nthree\n", ranges: [4..<8]),
        Case(page: "one\ntwo\nthree\n", ranges: [0..<4]),
        Case(page: "one\ntwo\nthree\n", ranges: [8..<14]),
        Case(page: "one\ntwo\nthree\n", ranges: [0..<14]),
        Case(page: "one\ntwo\nthree", ranges: [8..<13]),
        Case(page: "one\ntwo\nthree", ranges: [7..<13]),
        Case(page: "one\ntwo\nthree", ranges: [0..<13]),
        Case(page: "one\ntwo\nthree\n", ranges: [3..<4]),
        Case(page: "one\ntwo\nthree\n", ranges: [1..<5, 9..<10]),
        Case(page: "one\ntwo\nthree\n", ranges: [13..<14]),
        Case(page: "\n\n\n\n", ranges: [1..<2]),
        Case(page: "one\r\ntwo\r\nthree\r\n", ranges: [6..<8]),
        Case(page: "one", ranges: [1..<2]),
    ]

    @Test("patch makes the cleaned document of it", arguments: cases)
    func edges(example: Case) throws { try check(Array(example.page.utf8), example.ranges) }

    @Test("patch makes the cleaned document of it, whatever is cut", arguments: 1...40)
    func random(seed: UInt64) throws {
        var state = seed &* 0x9E37_79B9_7F4A_7C15
        func next(_ bound: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int(state >> 33) % bound
        }
        let alphabet = Array("abc\n\nd<>\r ".utf8)
        let page = (0..<(20 + next(300))).map { _ in alphabet[next(alphabet.count)] }
        let ranges = (0..<(1 + next(4))).map { _ in
            let start = next(page.count)
            return start..<(start + 1 + next(page.count - start))
        }
        try check(page, ranges)
    }

    private func check(_ page: [UInt8], _ ranges: [Range<Int>]) throws {
        let folder = try TemporaryFolder()
        let removed = ByteRanges(ranges)
        try folder.write(page, to: "page")
        try folder.write(UnifiedDiff(page, removed, name: "page").bytes, to: "diff")
        let result = try CommandRunner.bash(
            "patch -s --binary --fuzz=0 -o cleaned page diff",
            in: folder.path
        )
        #expect(result.status == 0, "\(result.output)\(result.errors)")
        #expect(try folder.bytes(of: "cleaned") == removed.removed(from: page))
    }
}
