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
        var list = TermList(name: name, terms: [])
        // Where a term stands in the list, so that each stands once and weighs the most it has.
        var places: [String: Int] = [:]
        // One file has every term once.
        if files.count == 1, files[0].parts.count == 1, let part = files[0].parts.first,
            !part.isChange
        {
            list.terms = lines(of: part).map { TermList.Term(text: $0.text, weight: $0.weight) }
            lists.append(list)
            return
        }
        for file in files {
            for part in file.parts where !part.isChange {
                for line in lines(of: part) where line.sign == .add {
                    if let place = places[line.text] {
                        list.terms[place].weight = max(list.terms[place].weight, line.weight)
                    } else {
                        places[line.text] = list.terms.count
                        list.terms.append(TermList.Term(text: line.text, weight: line.weight))
                    }
                }
            }
        }
        var removed: Set<Int> = []
        for file in files {
            for part in file.parts where part.isChange {
                for line in lines(of: part) {
                    let place = places[line.text]
                    switch line.sign {
                    case .add:
                        if let place {
                            list.terms[place].weight = line.weight
                            removed.remove(place)
                        } else {
                            places[line.text] = list.terms.count
                            list.terms.append(TermList.Term(text: line.text, weight: line.weight))
                        }
                    case .remove:
                        if let place {
                            removed.insert(place)
                        } else {
                            tellUnknown(line, name, part, known: Array(places.keys))
                        }
                    }
                }
            }
        }
        if !removed.isEmpty {
            list.terms = list.terms.indices.filter { !removed.contains($0) }.map { list.terms[$0] }
        }
        lists.append(list)
    }

    private mutating func tellUnknown(
        _ line: TermList.Line,
        _ name: String,
        _ part: RuleFile.Part,
        known: [String]
    ) {
        let near = known.filter { abs($0.utf8.count - line.text.utf8.count) <= 3 }
        tell(
            .listDirective,
            part,
            line.number,
            "there is no '\(line.text)' in the list '\(name)' to take away",
            near.isEmpty ? nil : YAMLDocument.suggestion(for: line.text, among: near)
        )
    }

    /// The lines of a part that hold terms; notes what is wrong with it.
    private mutating func lines(of part: RuleFile.Part) -> [TermList.Line] {
        var lines: [TermList.Line] = []
        // Lines by term, from the second section on: in a section equal terms are neighbours.
        var places: [String: Int] = [:]
        // The greatest term so far, of every sign, since the last comment.
        var last: [TermList.Line.Sign: TermList.Line] = [:]
        var sectionStart = 0
        for item in TermList.lines(of: part.text) {
            switch item {
            case .comment:
                last = [:]
                for line in lines[sectionStart...] { places[line.text] = line.number }
                sectionStart = lines.count
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
            case .term(let line):
                if line.sign == .remove, !part.isChange {
                    tell(
                        .listDirective,
                        part,
                        line.number,
                        "only a file in local.d takes a term away",
                        "delete the term instead"
                    )
                    continue
                }
                let before = last[line.sign]
                let isEarly = before.map { line.isBefore($0) } ?? false
                var first = before?.text == line.text ? before?.number : nil
                if isEarly { first = lines.first { $0.text == line.text }?.number }
                if first == nil, sectionStart > 0 { first = places[line.text] }
                if let first {
                    tell(
                        .duplicateTerm,
                        part,
                        line.number,
                        "'\(line.text)' stands in line \(first) already",
                        "delete one of them"
                    )
                    continue
                }
                if isEarly {
                    tellOrder(line, among: lines[sectionStart...], part)
                } else {
                    last[line.sign] = line
                }
                lines.append(line)
            }
        }
        return lines
    }

    private mutating func tellOrder(
        _ line: TermList.Line,
        among lines: ArraySlice<TermList.Line>,
        _ part: RuleFile.Part
    ) {
        let next = lines.first { $0.sign == line.sign && line.isBefore($0) }
        tell(
            .listOrder,
            part,
            line.number,
            "'\(line.text)' is out of order",
            next.map {
                "put it before line \($0.number), '\($0.text)'; order is that of UTF-8 bytes"
            }
        )
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
