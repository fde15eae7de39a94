internal import WinnowHTML

/// Reads what the plain statements of a short script do to elements, and what they write.
///
/// Strings are put together, variables that hold a string or an element are followed; nothing is
/// run, and what depends on anything else is unknown.
struct ScriptReader {
    /// Expressions within expressions that are followed.
    static let maximumDepth = 12
    /// Variables that are followed.
    static let maximumVariables = 64
    /// Deeds that are kept of one script.
    static let maximumDeeds = 128
    /// Bytes of one string that is put together, and of all that is written.
    static let maximumText = 8_192

    /// An element as a script names it.
    struct Target: Equatable {
        var kind: CSSSelector.Kind
        var name: [UInt8]

        var key: UInt64 {
            CSSSelector.key(kind, tag: 0, name: HidingRules.number(of: name), second: 0)
        }
    }

    /// CSS that a script gives to elements.
    struct Deed {
        var targets: [Target]
        /// Declarations, such as `display:none`.
        var css: [UInt8] = []
        /// A class the elements get.
        var className: [UInt8] = []
    }

    /// What an expression comes to, as far as it matters.
    indirect enum Value {
        case unknown
        case text([UInt8])
        case document
        case all
        case function([UInt8])
        case elements([Target])
        case style([Target])
        case property([Target], [UInt8])
        case method([Target], [UInt8])
        /// `document.write`
        case writer
    }

    let tokens: ScriptTokens
    /// True for the text that a script hands to `eval`, in which no other is read.
    private let isEvaluated: Bool
    private(set) var deeds: [Deed] = []
    /// What `document.write` writes, joined.
    private(set) var written: [UInt8] = []
    /// True when all that is written is known.
    private(set) var knowsWritten = true
    private(set) var hasWritten = false
    private var variables: [(name: [UInt8], value: Value)] = []
    private var index = 0
    private var depth = 0

    /// Reads a script.
    ///
    /// - Complexity: Linear in the tokens.
    init(_ tokens: ScriptTokens, isEvaluated: Bool = false) {
        self.tokens = tokens
        self.isEvaluated = isEvaluated
        while index < tokens.tokens.count {
            let start = index
            _ = readExpression()
            if index == start { index += 1 }
        }
    }

    // MARK: Expressions

    /// Reads an assignment or a sum, and what it comes to.
    mutating func readExpression() -> Value {
        guard depth < Self.maximumDepth else {
            index += 1
            return .unknown
        }
        depth += 1
        defer { depth -= 1 }
        let start = index
        var value = readOperand()
        if isAssignment, index > start {
            let isVariable = index == start + 1 && tokens.tokens[start].kind == .name
            index += 1
            let assigned = readExpression()
            switch value {
            case .property(let targets, let name): assign(assigned, to: name, of: targets)
            case .style(let targets): assign(assigned, to: Array("cssText".utf8), of: targets)
            case .method(let targets, let name): set(name, of: targets, to: assigned)
            default: if isVariable { bind(Array(tokens.text(at: start)), assigned) }
            }
            return assigned
        }
        while tokens.isMark(index, 0x2B), !tokens.isMark(index + 1, 0x2B),
            !tokens.isMark(index + 1, 0x3D)
        {
            index += 1
            value = Self.sum(value, readOperand())
        }
        return value
    }

    /// True at an equals sign that is no part of a comparison.
    private var isAssignment: Bool {
        tokens.isMark(index, 0x3D) && !tokens.isMark(index + 1, 0x3D)
            && !tokens.isMark(index + 1, 0x3E)
    }

    private static func sum(_ left: Value, _ right: Value) -> Value {
        guard case .text(let first) = left, case .text(let second) = right,
            first.count + second.count <= maximumText
        else { return .unknown }
        return .text(first + second)
    }

    /// Reads a name, a string, a number or brackets, and the members and calls behind it.
    private mutating func readOperand() -> Value {
        guard index < tokens.tokens.count else { return .unknown }
        let token = tokens.tokens[index]
        var value: Value
        switch token.kind {
        case .string:
            value = .text(tokens.string(at: index))
            index += 1
        case .number:
            value = .text(Array(tokens.text(at: index)))
            index += 1
            readFraction(&value)
        case .name:
            value = named(index)
            index += 1
        case .mark(0x28):
            index += 1
            value = readExpression()
            guard tokens.isMark(index, 0x29) else { return .unknown }
            index += 1
        case .mark(0x2D):
            return readNegative()
        case .mark:
            return .unknown
        }
        while let next = readMember(of: value) { value = next }
        return value
    }

    private mutating func readNegative() -> Value {
        guard index + 1 < tokens.tokens.count, tokens.tokens[index + 1].kind == .number else {
            return .unknown
        }
        index += 1
        guard case .text(let digits) = readOperand() else { return .unknown }
        return .text([0x2D] + digits)
    }

    private mutating func readFraction(_ value: inout Value) {
        guard tokens.isMark(index, 0x2E), index + 1 < tokens.tokens.count,
            tokens.tokens[index + 1].kind == .number, case .text(let whole) = value
        else { return }
        value = .text(whole + [0x2E] + Array(tokens.text(at: index + 1)))
        index += 2
    }

    private func named(_ index: Int) -> Value {
        let name = Array(tokens.text(at: index))
        if let variable = variables.last(where: { $0.name == name }) { return variable.value }
        if tokens.isName(index, "document") { return .document }
        return .function(name)
    }

    /// Reads one member or call behind a value; nil where none follows.
    private mutating func readMember(of value: Value) -> Value? {
        if tokens.isMark(index, 0x2E), index + 1 < tokens.tokens.count,
            tokens.tokens[index + 1].kind == .name
        {
            let name = Array(tokens.text(at: index + 1))
            index += 2
            return member(name, of: value)
        }
        if tokens.isMark(index, 0x5B) {
            index += 1
            let key = readExpression()
            guard tokens.isMark(index, 0x5D) else { return .unknown }
            index += 1
            guard case .text(let name) = key else { return .unknown }
            return member(name, of: value)
        }
        guard tokens.isMark(index, 0x28) else { return nil }
        return readCall(of: value)
    }

    private func member(_ name: [UInt8], of value: Value) -> Value {
        switch value {
        case .document:
            name.elementsEqual("all".utf8) ? .all : Self.writes(name) ? .writer : .function(name)
        case .all: .elements([Target(kind: .id, name: name)])
        case .elements(let targets):
            if name.allSatisfy(ASCII.isDigit) {
                value
            } else if name.elementsEqual("style".utf8) {
                .style(targets)
            } else {
                .method(targets, name)
            }
        case .style(let targets): .property(targets, name)
        case .method(let targets, let list) where list.elementsEqual("classList".utf8):
            .method(targets, name)
        case .method(_, let node) where node.elementsEqual("parentNode".utf8): .function(name)
        // `window.document`, `String.fromCharCode`
        case .function: name.elementsEqual("document".utf8) ? .document : .function(name)
        case .unknown, .text, .property, .method, .writer: .unknown
        }
    }

    // MARK: Calls

    private mutating func readCall(of value: Value) -> Value {
        let open = index
        index += 1
        if tokens.isMark(index, 0x7B), case .method(let targets, let name) = value,
            name.elementsEqual("css".utf8)
        {
            readObject(for: targets)
        }
        if case .method(let targets, let name) = value { bindItem(of: targets, name) }
        var arguments: [Value] = []
        while index < tokens.tokens.count, !tokens.isMark(index, 0x29) {
            let start = index
            arguments.append(readExpression())
            if tokens.isMark(index, 0x2C) { index += 1 }
            // What is more than a sum is not followed.
            if index == start { break }
        }
        guard tokens.isMark(index, 0x29) else {
            index = max(index, open + 1)
            if case .writer = value { (knowsWritten, hasWritten) = (false, true) }
            return .unknown
        }
        index += 1
        return call(value, arguments)
    }

    private mutating func call(_ value: Value, _ arguments: [Value]) -> Value {
        if case .elements(let targets) = arguments.first, Self.removes(value) {
            give("display:none", to: targets)
            return .unknown
        }
        let texts = arguments.map { if case .text(let text) = $0 { text } else { [UInt8]?.none } }
        switch value {
        case .writer:
            write(texts)
            return .unknown
        case .function(let name): return callFunction(String(decoding: name, as: UTF8.self), texts)
        case .all:
            guard let name = texts.first ?? nil else { return .unknown }
            return .elements([Target(kind: .id, name: name)])
        case .method(let targets, let name):
            return callMethod(String(decoding: name, as: UTF8.self), targets, texts)
        case .property(let targets, let name) where name.elementsEqual("setProperty".utf8):
            if texts.count > 1, let property = texts[0], let text = texts[1] {
                assign(.text(text), to: property, of: targets)
            }
            return .unknown
        case .unknown, .text, .document, .elements, .style, .property: return .unknown
        }
    }

    private static func writes(_ name: [UInt8]) -> Bool {
        name.elementsEqual("write".utf8) || name.elementsEqual("writeln".utf8)
    }

    private mutating func write(_ texts: [[UInt8]?]) {
        hasWritten = true
        for text in texts {
            guard let text, written.count + text.count <= Self.maximumText else {
                knowsWritten = false
                continue
            }
            written += text
        }
    }

    private mutating func callFunction(_ name: String, _ texts: [[UInt8]?]) -> Value {
        switch name {
        case "fromCharCode": return Self.characters(texts)
        case "unescape", "decodeURIComponent", "decodeURI":
            guard let text = texts.first ?? nil else { return .unknown }
            return .text(Self.unescaped(text))
        default: break
        }
        guard let text = texts.first ?? nil else { return .unknown }
        switch name {
        case "eval", "setTimeout": evaluate(text)
        case "getElementById": return .elements([Target(kind: .id, name: text)])
        case "getElementsByClassName": return .elements([Target(kind: .cls, name: text)])
        case "querySelector", "querySelectorAll", "$", "jQuery":
            return .elements(Self.targets(of: text))
        default: break
        }
        return .unknown
    }

    /// Reads the text of `eval("…")`.
    private mutating func evaluate(_ text: [UInt8]) {
        guard !isEvaluated else { return }
        let found = text.withUnsafeBufferPointer {
            ScriptReader(ScriptTokens($0), isEvaluated: true).deeds
        }
        deeds += found.prefix(max(0, Self.maximumDeeds - deeds.count))
    }

    private mutating func callMethod(
        _ name: String,
        _ targets: [Target],
        _ texts: [[UInt8]?]
    ) -> Value {
        let first = texts.first ?? nil
        let second = texts.count > 1 ? texts[1] : nil
        switch name {
        case "hide", "remove": give("display:none", to: targets)
        case "addClass", "add": if let first { give(className: first, to: targets) }
        case "show": give("display:block", to: targets)
        case "css":
            if let first, let second { assign(.text(second), to: first, of: targets) }
        case "setAttribute", "attr":
            if let first, let second {
                if first.elementsEqual("style".utf8) { give(second, to: targets) }
                if first.elementsEqual("class".utf8) { give(className: second, to: targets) }
                if first.elementsEqual("hidden".utf8) { give("display:none", to: targets) }
            }
        case "item", "eq", "first", "get": break
        default: return .unknown
        }
        return .elements(targets)
    }

    /// Reads `{display:'none'}`, the argument of a call.
    private mutating func readObject(for targets: [Target]) {
        index += 1
        while index + 1 < tokens.tokens.count, !tokens.isMark(index, 0x7D) {
            let token = tokens.tokens[index]
            guard token.kind == .name || token.kind == .string, tokens.isMark(index + 1, 0x3A)
            else {
                return
            }
            let name = tokens.string(at: index)
            index += 2
            let start = index
            assign(readExpression(), to: name, of: targets)
            guard index > start else { return }
            if tokens.isMark(index, 0x2C) { index += 1 }
        }
        if tokens.isMark(index, 0x7D) { index += 1 }
    }

    // MARK: Deeds

    /// In `forEach(function(e){` and `each(function(i,e){` the name of what is gone through.
    private mutating func bindItem(of targets: [Target], _ method: [UInt8]) {
        let isEach = method.elementsEqual("each".utf8)
        guard isEach || method.elementsEqual("forEach".utf8) else { return }
        var place = index
        if tokens.isName(place, "function") { place += 1 }
        if tokens.isMark(place, 0x28) { place += 1 }
        if isEach, tokens.isMark(place + 1, 0x2C) { place += 2 }
        guard place < tokens.tokens.count, tokens.tokens[place].kind == .name else { return }
        bind(Array(tokens.text(at: place)), .elements(targets))
    }

    private mutating func bind(_ name: [UInt8], _ value: Value) {
        guard variables.count < Self.maximumVariables else { return }
        variables.append((name, value))
    }

    private mutating func assign(_ value: Value, to name: [UInt8], of targets: [Target]) {
        guard case .text(let text) = value else { return }
        if name.elementsEqual("cssText".utf8) {
            give(text, to: targets)
            return
        }
        // A declaration and nothing else: what comes from a script stays one.
        guard !text.contains(0x3B), !name.contains(0x3B) else { return }
        var css: [UInt8] = []
        for byte in name {
            if byte &- 0x41 < 26 { css.append(0x2D) }
            css.append(CSSText.lowercased(byte))
        }
        give(css + [0x3A] + text, to: targets)
    }

    /// What is done by setting a member of elements.
    private mutating func set(_ name: [UInt8], of targets: [Target], to value: Value) {
        switch (String(decoding: name, as: UTF8.self), value) {
        case ("className", .text(let text)): give(className: text, to: targets)
        case ("hidden", .function(let word)) where word.elementsEqual("true".utf8):
            give("display:none", to: targets)
        case ("outerHTML", .text(let text)) where text.isEmpty:
            give("display:none", to: targets)
        default: break
        }
    }

    private mutating func give(className: [UInt8], to targets: [Target]) {
        guard deeds.count < Self.maximumDeeds, !targets.isEmpty, !className.isEmpty else { return }
        deeds.append(Deed(targets: targets, className: className))
    }

    private mutating func give(_ css: String, to targets: [Target]) {
        give(Array(css.utf8), to: targets)
    }

    private mutating func give(_ css: [UInt8], to targets: [Target]) {
        guard deeds.count < Self.maximumDeeds, !targets.isEmpty else { return }
        deeds.append(Deed(targets: targets, css: css))
    }
}
