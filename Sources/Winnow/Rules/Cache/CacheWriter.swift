/// Writes values one behind the other, as ``CacheReader`` reads them.
struct CacheWriter {
    private(set) var bytes: [UInt8] = []

    /// Appends a number as it stands in memory: a cache is read where it was written.
    mutating func append(_ number: some FixedWidthInteger & BitwiseCopyable) {
        withUnsafeBytes(of: number) { bytes.append(contentsOf: $0) }
    }

    mutating func append(_ number: Int) { append(Int64(number)) }

    mutating func append(_ number: Float) { append(number.bitPattern) }

    mutating func append(_ flag: Bool) { bytes.append(flag ? 1 : 0) }

    mutating func append(_ text: String) {
        append(text.utf8.count)
        bytes.append(contentsOf: text.utf8)
    }

    mutating func append(_ text: String?) {
        append(text != nil)
        if let text { append(text) }
    }

    mutating func append(_ texts: [String]) { append(texts) { $0.append($1) } }

    /// Appends a count and so many values.
    mutating func append<Value>(_ values: [Value], _ body: (inout CacheWriter, Value) -> Void) {
        append(values.count)
        for value in values { body(&self, value) }
    }

    /// Appends a count and so many numbers, as they stand in memory.
    mutating func append<Number: FixedWidthInteger & BitwiseCopyable>(table: [Number]) {
        append(table.count)
        table.withUnsafeBytes { bytes.append(contentsOf: $0) }
    }

    /// Appends the raw value of an enumeration.
    mutating func append<Choice: RawRepresentable>(_ choice: Choice)
    where Choice.RawValue == String { append(choice.rawValue) }
}
