/// Makes word lists of their files: by topic and language, with what local layers change.
///
/// The files `lists/NAME.txt` and `lists/NAME/*.txt` together are the list NAME. A change of a local
/// layer adds terms, gives known ones another weight, and takes away those with a dash before them.
struct ListReader {
    /// Lists that the number of a list has room for.
    static let maximumLists = 255

    /// The lists, by name.
    private(set) var lists: [TermList] = []
    private(set) var diagnostics: [RuleDiagnostic] = []

    /// Reads all lists among files that are sorted by path.
    init(_ files: [RuleFile]) {
        var byName: [String: [RuleFile]] = [:]
        for file in files {
            if let name = file.listName { byName[name, default: []].append(file) }
        }
        for (name, files) in byName.sorted(by: { $0.key < $1.key }) { read(name, files) }
        if lists.count > Self.maximumLists {
            diagnostics.append(
                RuleDiagnostic(
                    file: "lists",
                    line: 0,
                    column: 0,
                    code: .unreadable,
                    message: "there are more than \(Self.maximumLists) lists",
                    hint: "put them together: the files of a folder are one list",
                    sourceLine: nil
                )
            )
        }
    }

    private mutating func read(_ name: String, _ files: [RuleFile]) {
        var merge = Merge(name: name)
        for file in files {
            for part in file.parts where !part.isChange { add(part, to: &merge) }
        }
        for file in files {
            for part in file.parts where part.isChange { change(&merge, by: part) }
        }
        lists.append(merge.list)
    }

    /// A list in the making: each term once, with the most that it weighs.
    private struct Merge {
        let name: String
        var terms = TermIndex()
        var weights: [Float] = []
        var isRemoved: [Bool] = []

        var list: TermList {
            var list = TermList(name: name, terms: [])
            list.terms.reserveCapacity(weights.count)
            for place in weights.indices where !isRemoved[place] {
                list.terms.append(.init(text: terms.term(at: place), weight: weights[place]))
            }
            return list
        }

        /// Takes up a term; one that is there already gets the weight that is made of both.
        mutating func add(
            _ term: UnsafeBufferPointer<UInt8>,
            _ weight: Float,
            weigh: (Float, Float) -> Float
        ) {
            let (place, isNew) = terms.insert(term)
            if isNew {
                weights.append(weight)
                isRemoved.append(false)
            } else {
                weights[place] = weigh(weights[place], weight)
                isRemoved[place] = false
            }
        }
    }

    private mutating func add(_ part: RuleFile.Part, to merge: inout Merge) {
        var text = part.text
        text.withUTF8 { bytes in
            for line in lines(of: part, bytes) where line.sign == .add {
                merge.add(Self.term(line, bytes), line.weight, weigh: max)
            }
        }
    }

    private mutating func change(_ merge: inout Merge, by part: RuleFile.Part) {
        var text = part.text
        text.withUTF8 { bytes in
            for line in lines(of: part, bytes) {
                let term = Self.term(line, bytes)
                switch line.sign {
                case .add: merge.add(term, line.weight) { $1 }
                case .remove:
                    if let place = merge.terms.place(of: term) {
                        merge.isRemoved[place] = true
                    } else {
                        tellUnknown(line, String(decoding: term, as: UTF8.self), merge, part)
                    }
                }
            }
        }
    }

    private static func term(
        _ line: TermList.Line,
        _ bytes: UnsafeBufferPointer<UInt8>
    ) -> UnsafeBufferPointer<UInt8> { UnsafeBufferPointer(rebasing: bytes[line.term]) }

    private mutating func tellUnknown(
        _ line: TermList.Line,
        _ term: String,
        _ merge: Merge,
        _ part: RuleFile.Part
    ) {
        let near = (0..<merge.terms.count).map { merge.terms.term(at: $0) }
            .filter { abs($0.utf8.count - term.utf8.count) <= 3 }
        tell(
            .listDirective,
            part,
            line.number,
            "there is no '\(term)' in the list '\(merge.name)' to take away",
            near.isEmpty ? nil : YAMLDocument.suggestion(for: term, among: near)
        )
    }

    /// The lines of a part that hold terms; notes what is wrong with it.
    private mutating func lines(
        of part: RuleFile.Part,
        _ bytes: UnsafeBufferPointer<UInt8>
    ) -> [TermList.Line] {
        var order = ListOrder(bytes)
        TermList.forEachLine(of: bytes) { item in
            switch item {
            case .comment: order.endSection()
            case .problem(let number, .weight):
                tell(
                    .badWeight,
                    part,
                    number,
                    "the weight after the tab is no number above 0",
                    "write the term, a tab and a number such as 0.5"
                )
            case .problem(let number, .directive):
                tell(
                    .listDirective,
                    part,
                    number,
                    "a term begins with a letter or a digit",
                    "'#' begins a comment; only local.d takes a term away, with '-'"
                )
            case .term(let line) where line.sign == .remove && !part.isChange:
                tell(
                    .listDirective,
                    part,
                    line.number,
                    "only a file in local.d takes a term away",
                    "delete the term instead"
                )
            case .term(let line): tellPlace(order.add(line), of: line, part, bytes)
            }
        }
        return order.lines
    }

    private mutating func tellPlace(
        _ place: ListOrder.Place,
        of line: TermList.Line,
        _ part: RuleFile.Part,
        _ bytes: UnsafeBufferPointer<UInt8>
    ) {
        func text(_ line: TermList.Line) -> String {
            String(decoding: bytes[line.term], as: UTF8.self)
        }
        switch place {
        case .inOrder: break
        case .repeated(let first):
            tell(
                .duplicateTerm,
                part,
                line.number,
                "'\(text(line))' stands in line \(first) already",
                "delete one of them"
            )
        case .early(let next):
            tell(
                .listOrder,
                part,
                line.number,
                "'\(text(line))' is out of order",
                next.map {
                    "put it before line \($0.number), '\(text($0))'; order is that of UTF-8 bytes"
                }
            )
        }
    }

    private mutating func tell(
        _ code: RuleDiagnostic.Code,
        _ part: RuleFile.Part,
        _ line: Int,
        _ message: String,
        _ hint: String?
    ) {
        diagnostics.append(
            RuleDiagnostic(
                in: part,
                line: line,
                column: 1,
                code: code,
                message: message,
                hint: hint
            )
        )
    }
}
