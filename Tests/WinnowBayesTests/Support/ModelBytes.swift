import Crypto

@testable import WinnowBayes

/// The bytes of a model and where things stand in them, apart from what the program says.
struct ModelBytes {
    /// Offsets in the header.
    static let (format, features, name, entryCount) = (8, 12, 16, 48)
    static let (kindCount, topicCount, topicBuckets, header) = (52, 56, 60, 64)
    static let kindLength = 56
    static let checksum = 32

    var bytes: [UInt8]

    init(_ model: BayesModel) { bytes = model.bytes }

    /// Where the kinds, the topics' documents, the entries, the sizes of buckets and the topics'
    /// counts begin, and where the checksum does.
    var sections: [Int] {
        let entries = Int(number(at: Self.entryCount))
        let topics = Int(number(at: Self.topicCount))
        var places = [Self.header]
        for length in [3 * Self.kindLength, 4 * topics, 8 * entries, 2 << 16, (2 << 14) * topics] {
            places.append(places[places.count - 1] + length)
        }
        return places
    }

    func number(at place: Int) -> UInt32 {
        bytes[place..<(place + 4)].reversed().reduce(0) { $0 << 8 | UInt32($1) }
    }

    mutating func set(_ number: UInt32, at place: Int) {
        for byte in 0..<4 { bytes[place + byte] = UInt8(truncatingIfNeeded: number >> (8 * byte)) }
    }

    mutating func set(_ number: Double, at place: Int) {
        let bits = number.bitPattern
        set(UInt32(truncatingIfNeeded: bits), at: place)
        set(UInt32(truncatingIfNeeded: bits >> 32), at: place + 4)
    }

    /// The bytes with a checksum that is right.
    var sealed: [UInt8] {
        let content = bytes.dropLast(Self.checksum)
        return content + Array(SHA256.hash(data: Array(content)))
    }
}
