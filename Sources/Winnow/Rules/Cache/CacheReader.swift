/// Reads the values that a ``CacheWriter`` wrote.
///
/// The file may be damaged, or made to do damage: every count and every number is looked at before
/// it is used.
struct CacheReader {
    /// The file is none, or not as it was written.
    struct Damage: Error {}

    private let bytes: UnsafeRawBufferPointer
    private(set) var position = 0

    /// Numbers beyond which, on either side of 0, none of a rule or policy goes.
    static let maximumNumber = 1_000_000

    init(_ bytes: UnsafeRawBufferPointer) { self.bytes = bytes }

    /// Bytes that are not read yet.
    var rest: Int { bytes.count - position }

    private mutating func take(_ count: Int) throws(Damage) -> UnsafeRawBufferPointer {
        guard count >= 0, count <= rest else { throw Damage() }
        defer { position += count }
        return UnsafeRawBufferPointer(rebasing: bytes[position..<(position + count)])
    }

    /// A number as it stands in memory.
    mutating func number<Number: FixedWidthInteger & BitwiseCopyable>(
        _ type: Number.Type = Number.self
    ) throws(Damage) -> Number {
        try take(MemoryLayout<Number>.size).loadUnaligned(as: Number.self)
    }

    /// A number within bounds.
    mutating func integer(
        in range: ClosedRange<Int> = -maximumNumber...maximumNumber
    ) throws(Damage) -> Int {
        let number = try number(Int64.self)
        guard let number = Int(exactly: number), range.contains(number) else { throw Damage() }
        return number
    }

    /// A number that is one: not infinite, and no larger than any in a file of rules.
    mutating func decimal() throws(Damage) -> Float {
        let number = Float(bitPattern: try number())
        guard abs(number) <= Float(Self.maximumNumber) else { throw Damage() }
        return number
    }

    /// A bound, which may be infinite.
    mutating func bound() throws(Damage) -> Float {
        let number = Float(bitPattern: try number())
        guard !number.isNaN else { throw Damage() }
        return number
    }

    mutating func flag() throws(Damage) -> Bool {
        switch try number(UInt8.self) {
        case 0: false
        case 1: true
        default: throw Damage()
        }
    }

    /// A count of things of which each takes some bytes at least.
    mutating func count(of size: Int = 1) throws(Damage) -> Int {
        try integer(in: 0...(rest / size))
    }

    mutating func text() throws(Damage) -> String {
        let count = try count()
        return String(decoding: try take(count), as: UTF8.self)
    }

    mutating func optionalText() throws(Damage) -> String? { try flag() ? text() : nil }

    mutating func texts() throws(Damage) -> [String] {
        try array { reader throws(Damage) in try reader.text() }
    }

    /// A count and so many values, of which each takes a byte at least.
    mutating func array<Value>(
        _ body: (inout CacheReader) throws(Damage) -> Value
    ) throws(Damage) -> [Value] {
        let count = try count()
        var values: [Value] = []
        for _ in 0..<count { values.append(try body(&self)) }
        return values
    }

    /// A count and so many numbers, copied as they are.
    mutating func table<Number: FixedWidthInteger & BitwiseCopyable>(
        _ type: Number.Type = Number.self
    ) throws(Damage) -> [Number] {
        let size = MemoryLayout<Number>.stride
        let count = try count(of: size)
        let source = try take(count * size)
        return [Number](unsafeUninitializedCapacity: count) { buffer, initialized in
            UnsafeMutableRawBufferPointer(buffer).copyMemory(from: source)
            initialized = count
        }
    }

    /// A value of an enumeration, by its raw value.
    mutating func choice<Choice: RawRepresentable>(
        _ type: Choice.Type = Choice.self
    ) throws(Damage) -> Choice where Choice.RawValue == String {
        guard let choice = Choice(rawValue: try text()) else { throw Damage() }
        return choice
    }
}
