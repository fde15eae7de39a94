internal import WinnowRegex

/// What the regular expressions of a rule set need to stand in a page before they can match.
///
/// Of every expression the rarest set of literals is known, of every rule the rarest set without
/// which its condition can't hold. A page is screened for all of them at once, and only rules whose
/// literals stand in it are tried, on places where these stand.
struct LiteralIndex: Sendable {
    /// How often in a million bytes the literals of an expression may stand in web pages to be worth
    /// looking for; of commoner ones every page has some.
    static let maximumFrequency = 300.0
    /// What is known of one expression.
    struct Entry: Sendable {
        var domain: TextDomain
        /// Numbers in the domain's screen; nil for one that may match without any.
        var literals: [Int]?
        /// For one on scripts or comments: the same in the screen for decoded ones.
        var codeLiterals: [Int]?
        /// Bytes of the widest match; nil when nothing bounds it.
        var width: Int?
        var hasUnicodeForms: Bool
    }

    /// A literal, by the text it is looked for in.
    struct Literal: Sendable, Hashable {
        var domain: TextDomain
        var number: Int
    }

    /// By number of the expression.
    private(set) var entries: [Entry] = []
    private(set) var screens = [LiteralScreen](
        repeating: LiteralScreen(),
        count: TextDomain.allCases.count
    )
    /// By domain and literal: the rules that wait for it.
    private(set) var waiting: [[[Int32]]] = []
    /// By scope: the rules that wait for no literal.
    private(set) var always: [[Int32]]
    /// What is looked for in scripts and comments that had to be decoded.
    private(set) var codeScreen = LiteralScreen()
    /// By literal of that screen: the rules that wait for it.
    private(set) var waitingForCode: [[Int32]] = []
    /// By domain: rules that wait for a literal that also has Unicode forms.
    private(set) var waitingForForms: [[Int32]]
    /// By domain: whether some expression has letters that also have Unicode forms.
    private(set) var hasUnicodeForms: [Bool]

    /// What is known of rules that others refer to, while the index is made.
    private var gates: [Int: Gate?] = [:]

    /// True where some expression looks at the targets of links.
    var readsLinks: Bool { entries.contains { $0.domain == .links } }

    /// Indexes the rules that are in force.
    ///
    /// - Parameters:
    ///   - rules: All rules, linked.
    ///   - inForce: The indices of those that are tried.
    ///   - patternCount: How many expressions they have.
    /// - Complexity: Linear in the expressions.
    init(_ rules: [Rule], inForce: [Int], patternCount: Int) {
        always = [[Int32]](repeating: [], count: Rule.Scope.allCases.count)
        waitingForForms = [[Int32]](repeating: [], count: TextDomain.allCases.count)
        hasUnicodeForms = [Bool](repeating: false, count: TextDomain.allCases.count)
        entries = [Entry](
            repeating: Entry(domain: .markup, literals: nil, width: nil, hasUnicodeForms: false),
            count: patternCount
        )
        for rule in rules {
            add(rule.condition, isAsked: true)
        }
        waiting = screens.map { [[Int32]](repeating: [], count: $0.count) }
        waitingForCode = [[Int32]](repeating: [], count: codeScreen.count)
        for index in inForce {
            guard let gate = gate(of: rules[index].condition, rules) else {
                always[rules[index].scope.index].append(Int32(index))
                continue
            }
            for literal in Set(gate.literals) {
                waiting[literal.domain.rawValue][literal.number].append(Int32(index))
            }
            for number in Set(gate.codeLiterals) { waitingForCode[number].append(Int32(index)) }
            for domain in gate.formDomains {
                waitingForForms[domain.rawValue].append(Int32(index))
            }
        }
    }

    private mutating func add(_ condition: Condition, isAsked: Bool) {
        switch condition {
        case .all(let parts), .any(let parts):
            for part in parts { add(part, isAsked: isAsked) }
        case .not(let part): add(part, isAsked: !isAsked)
        case .signal, .list, .rule: break
        case .regex(let compiled, let target): add(compiled, target, isAsked: isAsked)
        }
    }

    /// Takes up an expression; that a text lacks the literals of one that a rule refuses rules
    /// nothing out, so it is not looked for.
    private mutating func add(_ compiled: CompiledPattern, _ target: TextTarget, isAsked: Bool) {
        guard compiled.number >= 0 else { return }
        var entry = Entry(
            domain: target.domain,
            literals: nil,
            width: nil,
            hasUnicodeForms: false
        )
        defer { entries[compiled.number] = entry }
        guard isAsked, let required = compiled.pattern.required,
            // Texts are joined by line ends that the screened text does not have.
            !required.literals.contains(where: { $0.contains(0x0A) }),
            required.frequency <= Self.maximumFrequency
        else { return }
        entry.width = required.width
        entry.hasUnicodeForms = required.hasUnicodeForms
        if required.hasUnicodeForms { hasUnicodeForms[target.domain.rawValue] = true }
        entry.literals = required.literals.map { screens[target.domain.rawValue].add($0) }
        if target.isCode { entry.codeLiterals = required.literals.map { codeScreen.add($0) } }
    }

    // MARK: Gates

    /// Literals of which one must stand in a page for a condition to hold.
    private struct Gate: Sendable {
        var literals: [Literal]
        var codeLiterals: [Int]
        var formDomains: Set<TextDomain>
        var cost: Double
    }

    private mutating func gate(of condition: Condition, _ rules: [Rule]) -> Gate? {
        switch condition {
        case .all(let parts):
            var best: Gate?
            for part in parts {
                guard let gate = gate(of: part, rules) else { continue }
                if let known = best, known.cost <= gate.cost { continue }
                best = gate
            }
            return best
        case .any(let parts):
            var union = Gate(literals: [], codeLiterals: [], formDomains: [], cost: 0)
            for part in parts {
                guard let gate = gate(of: part, rules) else { return nil }
                union.literals += gate.literals
                union.codeLiterals += gate.codeLiterals
                union.formDomains.formUnion(gate.formDomains)
                union.cost += gate.cost
            }
            return parts.isEmpty ? nil : union
        case .not, .signal, .list: return nil
        case .rule(let reference):
            // References have no circles, which the linker has made sure of.
            guard reference.index >= 0 else { return nil }
            if let known = gates[reference.index] { return known }
            let gate = gate(of: rules[reference.index].condition, rules)
            gates[reference.index] = .some(gate)
            return gate
        case .regex(let compiled, _):
            guard compiled.number >= 0, let required = compiled.pattern.required,
                let numbers = entries[compiled.number].literals
            else { return nil }
            let entry = entries[compiled.number]
            return Gate(
                literals: numbers.map { Literal(domain: entry.domain, number: $0) },
                codeLiterals: entry.codeLiterals ?? [],
                formDomains: entry.hasUnicodeForms ? [entry.domain] : [],
                cost: required.frequency
            )
        }
    }
}

extension Rule.Scope {
    /// Its place among all scopes.
    var index: Int { Self.places[self] ?? 0 }

    private static let places = Dictionary(
        uniqueKeysWithValues: Self.allCases.enumerated().map { ($1, $0) }
    )
}
