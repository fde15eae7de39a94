internal import Crypto

/// The file a model is kept in: flat, little-endian, with a checksum, read whole.
///
/// | bytes | what |
/// |---|---|
/// | 8 | `WINNOWNB` |
/// | 4, 4 | version of the format, version of the features |
/// | 32 | name, filled up with zeros |
/// | 4, 4, 4, 4 | numbers of entries, of kinds, of topics, of topic buckets |
/// | 56 each | kind: planted documents, honest documents, calibrated or not, 0, five numbers |
/// | 4 each | documents of each topic |
/// | 8 each | entries: 24 bits of a feature, 20 of planted documents, 20 of honest ones |
/// | 2 each | how many entries each of the 65,536 values of the topmost 16 bits has |
/// | 2 each | topic counts, by bucket and topic |
/// | 32 | SHA-256 of all before |
enum ModelFile {
    static let magic = Array("WINNOWNB".utf8)
    static let version: UInt32 = 1
    static let nameLength = 32
    /// Bytes of the largest model that is read.
    static let maximumSize = 64 << 20
    private static let checksumLength = 32
    private static let headerLength = 8 + 4 + 4 + nameLength + 16
    private static let kindLength = 56

    // MARK: Writing

    static func bytes(of model: BayesModel) -> [UInt8] {
        var writer = Writer()
        writer.bytes += magic
        writer.add(version)
        writer.add(FeatureReader.version)
        let name = nameBytes(model.name)
        writer.bytes += name + [UInt8](repeating: 0, count: nameLength - name.count)
        writer.add(UInt32(model.entries.count))
        writer.add(UInt32(model.kinds.count))
        writer.add(UInt32(model.topics.count))
        writer.add(UInt32(1 << TopicCounts.bucketBits))
        for kind in model.kinds {
            writer.add(UInt32(kind.spamDocuments))
            writer.add(UInt32(kind.hamDocuments))
            writer.add(UInt32(kind.calibration == nil ? 0 : 1))
            writer.add(UInt32(0))
            let none = Calibration.Curve(intercept: 0, text: 0, links: 0)
            let (linked, bare) = (kind.calibration?.linked ?? none, kind.calibration?.bare ?? none)
            for number in [
                linked.intercept, linked.text, linked.links, bare.intercept, bare.text,
            ] {
                writer.add(number.bitPattern)
            }
        }
        for count in model.topics.documents { writer.add(count) }
        for entry in model.entries { writer.add(entry) }
        for bucket in 0..<(model.buckets.count - 1) {
            writer.add(UInt16(model.buckets[bucket + 1] - model.buckets[bucket]))
        }
        for count in model.topics.counts { writer.add(count) }
        writer.bytes += Array(SHA256.hash(data: writer.bytes))
        return writer.bytes
    }

    /// As many whole characters of a name as fit.
    private static func nameBytes(_ name: String) -> [UInt8] {
        var bytes = Array(name.utf8.prefix(nameLength + 1))
        guard bytes.count > nameLength else { return bytes }
        while let last = bytes.popLast(), last & 0xC0 == 0x80 {}
        return bytes
    }

    private struct Writer {
        var bytes: [UInt8] = []

        mutating func add(_ number: some FixedWidthInteger) {
            withUnsafeBytes(of: number.littleEndian) { bytes += $0 }
        }
    }

    // MARK: Reading

    /// Reads a model.
    ///
    /// - Throws: ``ModelError`` when it is none, damaged, or made by another version.
    static func model(_ bytes: [UInt8]) throws(ModelError) -> BayesModel {
        guard bytes.starts(with: magic) else { throw .noModel }
        var reader = Reader(bytes: bytes, position: magic.count)
        guard bytes.count >= headerLength else { throw .truncated }
        let format: UInt32 = reader.next()
        guard format <= version else { throw .newer(format, known: version) }
        guard format == version else { throw .older(format, known: version) }
        let features: UInt32 = reader.next()
        guard features == FeatureReader.version else {
            throw features > FeatureReader.version
                ? .newer(features, known: FeatureReader.version)
                : .older(features, known: FeatureReader.version)
        }
        let nameBytes = bytes[reader.position..<(reader.position + nameLength)].prefix { $0 != 0 }
        reader.position += nameLength
        let entryCount = Int(reader.next() as UInt32)
        let kindCount = Int(reader.next() as UInt32)
        let topicCount = Int(reader.next() as UInt32)
        let topicBuckets = Int(reader.next() as UInt32)
        guard kindCount == BagKind.allCases.count, topicCount <= TopicCounts.maximumTopics,
            topicBuckets == 1 << TopicCounts.bucketBits, entryCount <= BayesModel.maximumFeatures
        else { throw .damaged }
        let bucketCount = 1 << BayesModel.bucketBits
        let length =
            headerLength + kindCount * kindLength + topicCount * 4 + entryCount * 8
            + bucketCount * 2 + topicBuckets * topicCount * 2 + checksumLength
        guard bytes.count >= length else { throw .truncated }
        guard bytes.count == length else { throw .damaged }
        let checked = bytes.count - checksumLength
        let digest = bytes.withUnsafeBytes {
            SHA256.hash(data: UnsafeRawBufferPointer(rebasing: $0[..<checked]))
        }
        guard digest.elementsEqual(bytes[checked...]) else { throw .damaged }
        guard let name = String(validating: nameBytes, as: UTF8.self) else { throw .damaged }
        let kinds = try reader.kinds(kindCount)
        var topics = TopicCounts(topics: topicCount)
        topics.documents = reader.array(topicCount)
        guard topics.documents.allSatisfy({ $0 <= TopicCounts.maximumDocuments }) else {
            throw .damaged
        }
        let entries: [UInt64] = reader.array(entryCount)
        let sizes: [UInt16] = reader.array(bucketCount)
        var buckets: [UInt32] = [0]
        buckets.reserveCapacity(bucketCount + 1)
        var end: UInt32 = 0
        for size in sizes {
            end += UInt32(size)
            buckets.append(end)
        }
        guard Int(end) == entryCount, isSorted(entries, buckets) else { throw .damaged }
        topics.counts = reader.array(topicBuckets * topicCount)
        return BayesModel(
            name: name,
            kinds: kinds,
            entries: entries,
            buckets: buckets,
            topics: topics
        )
    }

    /// True when the features of each bucket are sorted, and none stands there twice.
    private static func isSorted(_ entries: [UInt64], _ buckets: [UInt32]) -> Bool {
        let shift = UInt64(2 * BayesModel.countBits)
        for bucket in 0..<(buckets.count - 1) {
            let range = Int(buckets[bucket])..<Int(buckets[bucket + 1])
            for place in range.dropFirst()
            where entries[place - 1] >> shift >= entries[place] >> shift {
                return false
            }
        }
        return true
    }

    /// Reads numbers one after another; the length was checked before.
    private struct Reader {
        let bytes: [UInt8]
        var position: Int

        mutating func next<Number: FixedWidthInteger>() -> Number {
            defer { position += MemoryLayout<Number>.size }
            return bytes.withUnsafeBytes {
                Number(littleEndian: $0.loadUnaligned(fromByteOffset: position, as: Number.self))
            }
        }

        mutating func array<Number: FixedWidthInteger>(_ count: Int) -> [Number] {
            let length = count * MemoryLayout<Number>.size
            defer { position += length }
            return [Number](unsafeUninitializedCapacity: count) { numbers, filled in
                bytes.withUnsafeBytes { bytes in
                    UnsafeMutableRawBufferPointer(numbers).copyMemory(
                        from: UnsafeRawBufferPointer(rebasing: bytes[position..<position + length])
                    )
                }
                filled = count
                if Number(1).littleEndian != 1 {
                    for place in 0..<count { numbers[place] = Number(littleEndian: numbers[place]) }
                }
            }
        }

        mutating func kinds(_ count: Int) throws(ModelError) -> [BayesModel.Kind] {
            var kinds: [BayesModel.Kind] = []
            for _ in 0..<count {
                var kind = BayesModel.Kind()
                kind.spamDocuments = Int(next() as UInt32)
                kind.hamDocuments = Int(next() as UInt32)
                let isCalibrated = (next() as UInt32) == 1
                _ = next() as UInt32
                let numbers = [next() as UInt64, next(), next(), next(), next()].map {
                    Double(bitPattern: $0)
                }
                guard numbers.allSatisfy({ abs($0) <= Calibration.maximumWeight }),
                    max(kind.spamDocuments, kind.hamDocuments)
                        <= BayesModel.Kind.maximumDocuments
                else { throw .damaged }
                if isCalibrated {
                    kind.calibration = Calibration(
                        linked: Calibration.Curve(
                            intercept: numbers[0],
                            text: numbers[1],
                            links: numbers[2]
                        ),
                        bare: Calibration.Curve(intercept: numbers[3], text: numbers[4], links: 0)
                    )
                }
                kinds.append(kind)
            }
            return kinds
        }
    }
}

extension BayesModel {
    /// Bytes of the largest model that is read.
    public static let maximumSize = ModelFile.maximumSize
    /// Bytes of a model's name.
    public static let maximumName = ModelFile.nameLength
    /// Features a model may have.
    public static let maximumFeatures = 4_000_000

    /// Reads a model.
    ///
    /// - Parameter bytes: The whole file.
    /// - Throws: ``ModelError`` when it is none, damaged, or made by another version.
    /// - Complexity: Linear in the bytes.
    public init(bytes: [UInt8]) throws(ModelError) { self = try ModelFile.model(bytes) }

    /// The model as a file; the same counts give the same bytes.
    public var bytes: [UInt8] { ModelFile.bytes(of: self) }
}
