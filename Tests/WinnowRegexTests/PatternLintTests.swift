import Testing

@testable import WinnowRegex

@Suite("PatternLint")
struct PatternLintTests {
    @Test(
        "A repeat that can share out the same text with the next round is told",
        arguments: [
            ("(a+)+", 4), ("(a*b*)*", 6), (#"(?:\w+\s?)+"#, 10), ("(?:[ab]b*)+x", 10),
            ("(?:a|b+)+", 8), ("(?:a{1,5})+", 10), ("(?:a+){2,}", 6), ("(?:a+){1,30}", 6),
            (#"(?:\d+|x)*"#, 9), (#"(?i)(?:[A-Z]+a?)+"#, 16), (#"(\w+a)+"#, 6),
            ("(?:(?:ab)+)+", 11), ("x(?:(?:y)+?)*?", 12), (#"(?:[a-z]+-[a-z]+)+"#, 17),
            ("((b|a+)c?)+", 10), (#"(?:\s+\w+\s*)+"#, 13), (#"(?:[\p{Han}]+的?)+"#, 18),
            ("(?:[^x]+)*", 9), (".(?:.*,?)*", 9), ("(?:(a+)+){2}", 7),
        ]
    )
    func risky(expression: String, offset: Int) throws {
        _ = try Pattern(expression)
        #expect(PatternLint(expression).nestedRepeat == offset)
    }

    @Test(
        "Repeats whose rounds are told apart are harmless",
        arguments: [
            "(?:ab+c)+", "(?:a+b)+", #"(?:\w+\s)+"#, "(?:ab*)+", "a+b+c+", "(?:a+)?", "(?:a+){1,3}",
            "(?:a++)+", "(?:a+)++", "(?>a+)+", "(?:<[^>]+>)+", #"(?:\s*<a [^>]*>[^<]*</a>)+"#,
            "(?:(?!</a>).)*", #"(?:[\x{4e00}-\x{9fff}]+、)+"#, #"(?:\d{1,3}\.)+"#, "(?:[^<]|<b)+",
            #"\A(?:\|?\bx[0-9a-f]{2}\b\|){6,}"#, "(?:ab?c)*", "(?:(?:ab)+c)+", "[a+]+",
            #"(?:\(+x)+"#, "(?:a{3})+", #"(?:=\s*["'][^"']*["'])+"#, "(?:b+x|c)+",
        ]
    )
    func harmless(expression: String) throws {
        _ = try Pattern(expression)
        #expect(PatternLint(expression).nestedRepeat == nil)
    }

    @Test(
        "What is not understood is passed",
        arguments: [
            #"(a+)\1+"#, "(?x)( a+ )+", "(?<n>a+)(?&n)+", #"(?:[[:alpha:]]+)+"#, #"(\p{Lu}+)+"#,
        ]
    )
    func unknown(expression: String) throws {
        _ = try Pattern(expression)
        #expect(PatternLint(expression).nestedRepeat == nil)
    }

    @Test("Expressions of any shape end")
    func shapes() {
        for expression in [
            "(", "[", "\\", "(?", "[]", "[^", "a{", "a{1,", "\\x{", "(?<", "*", ")", "[a-",
        ] {
            #expect(PatternLint(expression).nestedRepeat == nil, "\(expression)")
        }
        let deep = String(repeating: "(", count: 100) + "a" + String(repeating: ")+", count: 100)
        #expect(PatternLint(deep).nestedRepeat == nil)
        #expect(PatternLint(String(repeating: "a+", count: 20_000)).nestedRepeat == nil)
    }
}
