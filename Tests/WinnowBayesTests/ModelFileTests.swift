import Testing

@testable import WinnowBayes

@Suite("Model files")
struct ModelFileTests {
    private static let shared = Result {
        try ToyCorpus.model(ToyCorpus.documents(40, seed: 9, kinds: BagKind.allCases))
    }

    private static func model() throws -> BayesModel { try shared.get() }

    /// What reading bytes says.
    private static func error(_ bytes: [UInt8]) -> ModelError? {
        do {
            _ = try BayesModel(bytes: bytes)
            return nil
        } catch { return error }
    }

    @Test("A model comes back as it was, byte for byte, and scores the same")
    func roundTrip() throws {
        let model = try Self.model()
        let read = try BayesModel(bytes: model.bytes)
        #expect(read.bytes == model.bytes)
        #expect(read.name == "toy")
        #expect(read.kinds == model.kinds)
        #expect(read.entries == model.entries)
        #expect(read.buckets == model.buckets)
        #expect(read.topics == model.topics)
        for document in ToyCorpus.documents(20, seed: 10, kinds: BagKind.allCases) {
            let features = document.features
            #expect(
                read.logOdds(of: features, document.kind)
                    == model.logOdds(of: features, document.kind)
            )
            #expect(read.topic(of: features) == model.topic(of: features))
        }
    }

    @Test("So does one that scores nothing, and one without topics")
    func sparseModels() throws {
        var silent = try Self.model()
        silent.silence { _ in true }
        #expect(try BayesModel(bytes: silent.bytes).bytes == silent.bytes)
        #expect(try BayesModel(bytes: silent.bytes).kinds.allSatisfy { $0.calibration == nil })
        var trainer = try ToyCorpus.trainer(ToyCorpus.documents(20, seed: 9), topics: 0)
        let bare = try trainer.train(name: "").model
        let read = try BayesModel(bytes: bare.bytes)
        #expect(read.bytes == bare.bytes)
        #expect(read.name.isEmpty)
        #expect(read.topicDocuments.isEmpty)
        #expect(read.topic(of: FeatureReader([" zorvik "])) == nil)
    }

    @Test(
        "A name of any length and script is kept to its last whole character",
        arguments: [
            ("", ""), ("2026-11", "2026-11"),
            (String(repeating: "a", count: 32), String(repeating: "a", count: 32)),
            (String(repeating: "a", count: 33), String(repeating: "a", count: 32)),
            (String(repeating: "漢", count: 11), String(repeating: "漢", count: 10)),
            (String(repeating: "é", count: 17), String(repeating: "é", count: 16)),
            ("a" + String(repeating: "é", count: 16), "a" + String(repeating: "é", count: 15)),
        ]
    )
    func names(name: String, kept: String) throws {
        var model = try Self.model()
        model.name = name
        let read = try BayesModel(bytes: model.bytes)
        #expect(read.name == kept)
        #expect(read.bytes == model.bytes)
    }

    // MARK: Broken files

    @Test(
        "What does not begin as a model is none",
        arguments: ["", "W", "WINNOWN", "winnownb", "<html>"]
    )
    func noModel(text: String) {
        #expect(Self.error(Array(text.utf8)) == .noModel)
        #expect(Self.error(Array(text.utf8) + [UInt8](repeating: 0, count: 300_000)) == .noModel)
    }

    @Test("A model that ends too early is told as such, wherever it ends")
    func truncated() throws {
        let model = ModelBytes(try Self.model())
        let count = model.bytes.count
        var places = [8, 9, 12, 16, 48, 52, 63, count - 2, count - 1]
        for start in model.sections { places += [start - 1, start, start + 1, start + 7] }
        for place in places {
            #expect(Self.error(Array(model.bytes.prefix(place))) == .truncated, "\(place)")
        }
        #expect(model.sections.last == count - ModelBytes.checksum)
    }

    @Test("Bytes behind the end are damage", arguments: [1, 32, 4_096])
    func trailing(count: Int) throws {
        let bytes = try Self.model().bytes
        #expect(Self.error(bytes + [UInt8](repeating: 0, count: count)) == .damaged)
    }

    @Test("A flipped bit is found, wherever it is")
    func flippedBits() throws {
        let model = ModelBytes(try Self.model())
        var random = SeededGenerator(seed: 1)
        var places = Array(0..<80)
        for start in model.sections { places += [start, start + 1] }
        for _ in 0..<150 { places.append(Int.random(in: 80..<model.bytes.count, using: &random)) }
        places.append(model.bytes.count - 1)
        var bytes = model.bytes
        for place in places {
            let bit = UInt8(1) << UInt8.random(in: 0..<8, using: &random)
            bytes[place] ^= bit
            let error = Self.error(bytes)
            switch place {
            case ..<ModelBytes.format: #expect(error == .noModel, "\(place)")
            case ..<ModelBytes.name:
                switch error {
                case .newer, .older: break
                default: Issue.record("\(place): \(String(describing: error))")
                }
            case ModelBytes.entryCount..<ModelBytes.header:
                #expect(error == .truncated || error == .damaged, "\(place)")
            default: #expect(error == .damaged, "\(place)")
            }
            bytes[place] ^= bit
        }
        #expect(Self.error(bytes) == nil)
    }

    /// A number written into a file, and what reading it says.
    struct Change {
        var place: Int
        var number: UInt32
        var error: ModelError
    }

    private static let known = FeatureReader.version

    @Test(
        "Other versions are told, with what this program knows",
        arguments: [
            Change(place: ModelBytes.format, number: 2, error: .newer(2, known: 1)),
            Change(place: ModelBytes.format, number: .max, error: .newer(.max, known: 1)),
            Change(place: ModelBytes.format, number: 0, error: .older(0, known: 1)),
            Change(
                place: ModelBytes.features,
                number: known + 1,
                error: .newer(known + 1, known: known)
            ),
            Change(
                place: ModelBytes.features,
                number: known - 1,
                error: .older(known - 1, known: known)
            ),
        ]
    )
    func versions(change: Change) throws {
        let (version, error) = (change.number, change.error)
        var model = ModelBytes(try Self.model())
        model.set(version, at: change.place)
        #expect(Self.error(model.bytes) == error)
        #expect(Self.error(model.sealed) == error)
        #expect(error.description.contains("\(version)"))
    }

    @Test(
        "Counts that lie are found before anything is read by them",
        arguments: [
            Change(
                place: ModelBytes.entryCount,
                number: UInt32(BayesModel.maximumFeatures),
                error: .truncated
            ),
            Change(
                place: ModelBytes.entryCount,
                number: UInt32(BayesModel.maximumFeatures) + 1,
                error: .damaged
            ),
            Change(place: ModelBytes.entryCount, number: .max, error: .damaged),
            Change(place: ModelBytes.entryCount, number: 0, error: .damaged),
            Change(place: ModelBytes.kindCount, number: 0, error: .damaged),
            Change(place: ModelBytes.kindCount, number: 2, error: .damaged),
            Change(place: ModelBytes.kindCount, number: 4, error: .damaged),
            Change(place: ModelBytes.kindCount, number: .max, error: .damaged),
            Change(place: ModelBytes.topicCount, number: 0, error: .damaged),
            Change(place: ModelBytes.topicCount, number: 32, error: .truncated),
            Change(place: ModelBytes.topicCount, number: 33, error: .damaged),
            Change(place: ModelBytes.topicCount, number: .max, error: .damaged),
            Change(place: ModelBytes.topicBuckets, number: 0, error: .damaged),
            Change(place: ModelBytes.topicBuckets, number: 1 << 15, error: .damaged),
            Change(place: ModelBytes.topicBuckets, number: .max, error: .damaged),
        ]
    )
    func lyingCounts(change: Change) throws {
        var model = ModelBytes(try Self.model())
        model.set(change.number, at: change.place)
        #expect(Self.error(model.sealed) == change.error)
    }

    @Test(
        "Curves that are no numbers, or beyond all that is ever fitted, are damage",
        arguments: [Double.nan, .signalingNaN, .infinity, -.infinity, 1e300, -1e300]
    )
    func curves(number: Double) throws {
        for curve in 0..<5 {
            for kind in 0..<3 {
                var model = ModelBytes(try Self.model())
                let place = ModelBytes.header + kind * ModelBytes.kindLength + 16 + 8 * curve
                model.set(number, at: place)
                #expect(Self.error(model.sealed) == .damaged)
            }
        }
    }

    @Test("Documents beyond what can be counted are damage")
    func documents() throws {
        let places = [0, 4].map { ModelBytes.header + $0 }
        for place in places {
            var model = ModelBytes(try Self.model())
            model.set(UInt32(BayesModel.Kind.maximumDocuments) + 1, at: place)
            #expect(Self.error(model.sealed) == .damaged)
            model.set(UInt32(BayesModel.Kind.maximumDocuments), at: place)
            #expect(Self.error(model.sealed) == nil)
        }
        var model = ModelBytes(try Self.model())
        model.set(.max, at: model.sections[1])
        #expect(Self.error(model.sealed) == .damaged)
    }

    @Test("Buckets that don't add up are damage")
    func buckets() throws {
        var model = ModelBytes(try Self.model())
        let place = model.sections[3] + 2 * 77
        model.bytes[place] &+= 1
        #expect(Self.error(model.sealed) == .damaged)
        model.bytes[place] &-= 1
        for byte in model.sections[3]..<model.sections[4] { model.bytes[byte] = 0xFF }
        #expect(Self.error(model.sealed) == .damaged)
    }

    @Test("A name that is no text is damage")
    func badName() throws {
        var model = ModelBytes(try Self.model())
        model.bytes[ModelBytes.name] = 0xFF
        #expect(Self.error(model.sealed) == .damaged)
    }

    @Test(
        "Whatever a file with a right checksum holds, it is refused or used without a fault",
        arguments: 0..<60
    )
    func sealedGarbage(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        var model = ModelBytes(try Self.model())
        let start = seed % 3 == 0 ? ModelBytes.name : ModelBytes.header
        let end = seed % 2 == 0 ? model.sections[2] : model.bytes.count
        for _ in 0..<Int.random(in: 1...400, using: &random) {
            let place = Int.random(in: start..<end, using: &random)
            model.bytes[place] =
                [0, 1, 0xFF, UInt8.random(in: 0...255, using: &random)]
                .randomElement(using: &random) ?? 0
        }
        guard let read = try? BayesModel(bytes: model.sealed) else { return }
        let more = ToyCorpus.documents(3, seed: seed, kinds: BagKind.allCases)
        for document in more {
            let logOdds = read.logOdds(of: document.features, document.kind)
            #expect(logOdds.map(\.isFinite) != false)
            _ = read.topic(of: document.features)
        }
        let trainer = try ToyCorpus.trainer(more)
        for isForgetting in [false, true] {
            let updated = try? trainer.update(read, isForgetting: isForgetting)
            guard let updated else { continue }
            #expect(try BayesModel(bytes: updated.bytes).bytes == updated.bytes)
        }
    }

    @Test(
        "Every error says what is wrong and what helps",
        arguments: [
            ModelError.noModel, .truncated, .damaged, .newer(2, known: 1), .older(0, known: 1),
        ]
    )
    func words(error: ModelError) {
        #expect(error.description.contains("model"))
        #expect(!error.hint.isEmpty)
    }
}
