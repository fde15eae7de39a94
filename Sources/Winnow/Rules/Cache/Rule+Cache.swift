internal import WinnowRegex

extension Rule {
    func write(to writer: inout CacheWriter) {
        writer.append(id)
        writer.append(title)
        writer.append(status)
        writer.append(technique)
        writer.append(summary)
        writer.append(falsePositives)
        writer.append(references)
        writer.append(scope)
        condition.write(to: &writer)
        writer.append(score)
        writer.append(kinds.map(\.rawValue).sorted())
        writer.append(declaresKinds)
        writer.append(group)
        writer.append(isOneShot)
        writer.append(level)
        writer.append(languages)
        writer.append(clean)
        writer.append(examples) { $1.write(to: &$0) }
    }

    /// Reads a rule that may ask for so many word lists.
    init(_ reader: inout CacheReader, lists: Int) throws(CacheReader.Damage) {
        id = try reader.text()
        title = try reader.text()
        status = try reader.choice()
        technique = try reader.choice()
        summary = try reader.text()
        falsePositives = try reader.texts()
        references = try reader.texts()
        scope = try reader.choice()
        condition = try Condition(&reader, lists: lists)
        score = try reader.decimal()
        kinds = Set(
            try reader.array { reader throws(CacheReader.Damage) in
                try reader.choice(EvidenceKind.self)
            }
        )
        declaresKinds = try reader.flag()
        group = try reader.optionalText()
        isOneShot = try reader.flag()
        level = try reader.integer(in: 1...3)
        languages = try reader.texts()
        clean = try reader.choice()
        examples = try reader.array { reader throws(CacheReader.Damage) in
            try RuleExample(&reader)
        }
    }
}

extension RuleExample {
    fileprivate func write(to writer: inout CacheWriter) {
        writer.append(ruleID)
        writer.append(html)
        writer.append(matches)
        writer.append(marked != nil)
        writer.append(marked ?? []) { writer, range in
            writer.append(range.lowerBound)
            writer.append(range.upperBound)
        }
        writer.append(url)
        writer.append(isAtStart)
        writer.append(line)
    }

    fileprivate init(_ reader: inout CacheReader) throws(CacheReader.Damage) {
        ruleID = try reader.text()
        html = try reader.text()
        matches = try reader.flag()
        let isMarked = try reader.flag()
        let length = html.utf8.count
        let ranges = try reader.array { reader throws(CacheReader.Damage) in
            let start = try reader.integer(in: 0...length)
            return start..<(try reader.integer(in: start...length))
        }
        marked = isMarked ? ranges : nil
        url = try reader.optionalText()
        isAtStart = try reader.flag()
        line = try reader.integer(in: 0...Int(Int32.max))
    }
}

extension Condition {
    /// What stands before a condition and says which it is.
    private enum Kind: UInt8 {
        case all, any, not, signal, regex, list, rule
    }

    func write(to writer: inout CacheWriter) {
        switch self {
        case .all(let parts):
            writer.append(Kind.all.rawValue)
            writer.append(parts) { $1.write(to: &$0) }
        case .any(let parts):
            writer.append(Kind.any.rawValue)
            writer.append(parts) { $1.write(to: &$0) }
        case .not(let part):
            writer.append(Kind.not.rawValue)
            part.write(to: &writer)
        case .signal(let signal, let least, let most):
            writer.append(Kind.signal.rawValue)
            writer.append(signal.rawValue)
            writer.append(least)
            writer.append(most)
        case .regex(let compiled, let target):
            writer.append(Kind.regex.rawValue)
            writer.append(compiled.source)
            writer.append(target)
        case .list(let number, let target, let least):
            writer.append(Kind.list.rawValue)
            writer.append(number)
            writer.append(target)
            writer.append(least)
        case .rule(let reference):
            writer.append(Kind.rule.rawValue)
            writer.append(reference.id)
        }
    }

    init(
        _ reader: inout CacheReader,
        lists: Int,
        depth: Int = 0
    ) throws(CacheReader.Damage) {
        guard depth <= RuleDecoder.maximumDepth, let kind = Kind(rawValue: try reader.number())
        else { throw CacheReader.Damage() }
        func parts(_ reader: inout CacheReader) throws(CacheReader.Damage) -> [Condition] {
            try reader.array { reader throws(CacheReader.Damage) in
                try Condition(&reader, lists: lists, depth: depth + 1)
            }
        }
        switch kind {
        case .all: self = .all(try parts(&reader))
        case .any: self = .any(try parts(&reader))
        case .not: self = .not(try Condition(&reader, lists: lists, depth: depth + 1))
        case .signal:
            guard let signal = Signal(rawValue: try reader.number()) else {
                throw CacheReader.Damage()
            }
            let least = try reader.bound()
            self = .signal(signal, atLeast: least, atMost: try reader.bound())
        case .regex:
            let source = try reader.text()
            let target = try reader.choice(TextTarget.self)
            let pattern = Pattern(known: source, isUTF8: target.isUTF8)
            self = .regex(CompiledPattern(pattern), target: target)
        case .list:
            let number = try reader.integer(in: 0...255)
            guard number < lists else { throw CacheReader.Damage() }
            let target = try reader.choice(TextTarget.self)
            self = .list(number, target: target, atLeast: try reader.integer())
        case .rule: self = .rule(RuleReference(id: try reader.text()))
        }
    }
}
