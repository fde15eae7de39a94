import Testing

@testable import WinnowHTML

#if canImport(Glibc)
import Glibc
#elseif canImport(Darwin)
import Darwin
#endif

@Suite("MetaPrescan")
struct MetaPrescanTests {
    @Test(
        "A declaration is found where the standard finds it, and nowhere else",
        arguments: [
            ("<meta charset=gbk>", Charset.gb18030),
            ("<META CHARSET='GB2312' >", .gb18030),
            ("<meta/charset=gbk/>", nil),
            ("<meta/charset=\"gbk\"/>", .gb18030),
            ("<meta charset=utf-16le>", .utf8),
            ("<meta charset=x-user-defined>", .windows1252),
            ("<meta charset=bogus><meta charset=big5>", .big5),
            ("<meta charset=bogus http-equiv=content-type content='charset=big5'>", nil),
            ("<meta charset=big5 charset=gbk>", .big5),
            ("<meta http-equiv=content-type content='text/html; charset=big5'>", .big5),
            ("<meta content='text/html; charset=big5' http-equiv=Content-Type>", .big5),
            ("<meta content='text/html; charset=big5'>", nil),
            ("<meta http-equiv=refresh content='text/html; charset=big5'>", nil),
            ("<meta http-equiv=content-type content='charset charset=big5'>", .big5),
            ("<meta http-equiv=content-type content='charset = \"big5\"'>", .big5),
            ("<meta http-equiv=content-type content='charset=\"big5'>", nil),
            ("<meta http-equiv=content-type content='charset=big5;x'>", .big5),
            ("<meta http-equiv=content-type content='charset='>", nil),
            ("<!-- <meta charset=gbk> --><meta charset=big5>", .big5),
            ("<!--><meta charset=gbk>-->", .gb18030),
            ("<!-- > <meta charset=gbk>", nil),
            ("<p title='<meta charset=gbk>'><meta charset=big5>", .big5),
            ("</p title='><meta charset=gbk>'><meta charset=big5>", .big5),
            ("<!doctype '<meta charset=gbk>", nil),
            ("<!doctype '>'><meta charset=gbk>", .gb18030),
            ("<script>x = '<meta charset=gbk>'</script>", .gb18030),
            ("<1 <meta charset=gbk>", .gb18030),
            ("<metadata charset=gbk>", nil),
            ("<meta charset=gbk", nil),
            ("<", nil),
            ("", nil),
            ("<?xml version='1.0' encoding='euc-jp'?><p>", .eucJP),
            ("<?xml version='1.0' encoding='euc-jp'?><meta charset=gbk>", .gb18030),
            ("<?xml encoding = \"utf-16\" ?>", .utf8),
            ("<?xml encoding='euc jp'?>", nil),
            (" <?xml encoding='euc-jp'?>", nil),
            ("<\0?\0x\0m\0l\0", .utf16le),
            ("\0<\0?\0x\0m\0l", .utf16be),
        ] as [(String, Charset?)]
    )
    func declaration(_ page: String, charset: Charset?) {
        #expect(prescan(Array(page.utf8)) == charset)
    }

    @Test("The prescan goes on to 4,096 bytes and no further")
    func limit() {
        let declaration = Array("<meta charset=gbk>".utf8)
        let padding = [UInt8](repeating: 0x20, count: 4096 - declaration.count)
        #expect(prescan(padding + declaration) == .gb18030)
        #expect(prescan(padding + [0x20] + declaration) == nil)
    }

    @Test("Random markup never makes it run away")
    func randomMarkup() {
        var numbers = CharsetTestNumbers(seed: 11)
        let pieces = ["<", "meta", " ", "charset", "=", "\"", "'", ">", "/", "<!--", "-->", "gbk"]
        for _ in 0..<2000 {
            let page = (0..<30).map { _ in
                pieces[Int.random(in: 0..<pieces.count, using: &numbers)]
            }
            _ = prescan(Array(page.joined().utf8))
        }
    }

    @Test(
        "html5lib-tests' encoding cases hold",
        .enabled(
            if: HTML5LibEncodingCase.isAvailable,
            "set WINNOW_SHARED to the folder that holds html5lib-tests, or put it in ../shared"
        ),
        arguments: HTML5LibEncodingCase.all
    )
    func html5lib(_ testCase: HTML5LibEncodingCase) {
        let marked = CharsetFixtures.detect(testCase.data)
        let found =
            marked.source == .byteOrderMark
            ? marked.charset : prescan(testCase.data) ?? .windows1252
        if let reason = HTML5LibEncodingCase.exceptions[testCase.name] {
            withKnownIssue(Comment(rawValue: reason)) { #expect(found == testCase.charset) }
        } else {
            #expect(found == testCase.charset)
        }
    }

    private func prescan(_ bytes: [UInt8]) -> Charset? {
        bytes.withUnsafeBufferPointer {
            MetaPrescan.charset(in: $0, limit: CharsetDetection.Limits().prescanBytes)
        }
    }
}

/// A case of html5lib-tests' `encoding` folder: a page, and the charset it is in.
struct HTML5LibEncodingCase: Sendable, CustomTestStringConvertible {
    let name: String
    let data: [UInt8]
    let charset: Charset?

    var testDescription: String { name }

    /// Cases that a prescan cannot meet, with the reason.
    static let exceptions = [
        "tests1.dat 52": "the declaration ends behind 4,096 bytes; only the parser can meet it",
        "tests1.dat 53": "the declaration ends behind 4,096 bytes; only the parser can meet it",
        "tests1.dat 54": "the declaration stands behind 8,192 bytes; only the parser can meet it",
    ]

    /// Whether the folder is there.
    static var isAvailable: Bool { !all.isEmpty }

    /// The cases of all its files, numbered from 1.
    static let all: [HTML5LibEncodingCase] = {
        let folder = sharedFolder + "/html5lib-tests/encoding/"
        return ["tests1.dat", "tests2.dat", "test-yahoo-jp.dat"].flatMap { file in
            (CharsetFixtures.contents(ofFile: folder + file)).map { cases(in: $0, file: file) }
                ?? []
        }
    }()

    /// The folder of data that is not part of the repository.
    private static var sharedFolder: String {
        if let folder = getenv("WINNOW_SHARED") { return String(cString: folder) }
        let root = #filePath.split(separator: "/").dropLast(4).joined(separator: "/")
        return "/" + root + "/../shared"
    }

    /// Reads `#data` and `#encoding` sections; a case's data ends with its last line break.
    private static func cases(in contents: [UInt8], file: String) -> [HTML5LibEncodingCase] {
        var cases: [HTML5LibEncodingCase] = []
        var data: [UInt8] = []
        var isInData = false
        var expectsEncoding = false
        for line in contents.split(separator: 0x0A, omittingEmptySubsequences: false) {
            if line.elementsEqual("#data".utf8) {
                (data, isInData) = ([], true)
            } else if line.elementsEqual("#encoding".utf8) {
                (isInData, expectsEncoding) = (false, true)
            } else if isInData {
                data += line + [0x0A]
            } else if expectsEncoding {
                cases.append(
                    HTML5LibEncodingCase(
                        name: "\(file) \(cases.count + 1)",
                        data: data,
                        charset: Charset(label: line)
                    )
                )
                expectsEncoding = false
            }
        }
        return cases
    }
}
