extension Policy {
    func write(to writer: inout CacheWriter) {
        writer.append(suspicious)
        writer.append(cut)
        writer.append(markerCut != nil)
        writer.append(markerCut ?? 0)
        writer.append(minimumKinds)
        writer.append(minimumHostText)
        writer.append(maximumCutShare)
        writer.append(scores.sorted { $0.key < $1.key }) { writer, pair in
            writer.append(pair.key)
            writer.append(pair.value)
        }
        writer.append(level)
        writer.append(groups.sorted { $0.key < $1.key }) { writer, pair in
            writer.append(pair.key)
            writer.append(pair.value.cap)
        }
        writer.append(PolicyDecoder.leafKeys) { $0.append(leaf[keyPath: $1.1]) }
        writer.append(PolicyDecoder.modelKeys) { $0.append(model[keyPath: $1.1]) }
        writer.append(confidence.knots) { writer, knot in
            writer.append(knot.score)
            writer.append(knot.probability)
        }
    }

    init(_ reader: inout CacheReader) throws(CacheReader.Damage) {
        self.init()
        suspicious = try reader.decimal()
        cut = try reader.decimal()
        let hasMarkerCut = try reader.flag()
        let threshold = try reader.decimal()
        markerCut = hasMarkerCut ? threshold : nil
        minimumKinds = try reader.integer()
        minimumHostText = try reader.integer()
        maximumCutShare = try reader.decimal()
        for _ in 0..<(try reader.count()) { scores[try reader.text()] = try reader.decimal() }
        level = try reader.integer()
        for _ in 0..<(try reader.count()) {
            groups[try reader.text()] = Group(cap: try reader.decimal())
        }
        guard try reader.count() == PolicyDecoder.leafKeys.count else { throw CacheReader.Damage() }
        for (_, path) in PolicyDecoder.leafKeys { leaf[keyPath: path] = try reader.decimal() }
        guard try reader.count() == PolicyDecoder.modelKeys.count else {
            throw CacheReader.Damage()
        }
        for (_, path) in PolicyDecoder.modelKeys { model[keyPath: path] = try reader.decimal() }
        confidence.knots = try reader.array { reader throws(CacheReader.Damage) in
            Confidence.Knot(score: try reader.decimal(), probability: try reader.decimal())
        }
        let pairs = zip(confidence.knots, confidence.knots.dropFirst())
        guard pairs.allSatisfy({ $0.score < $1.score }) else { throw CacheReader.Damage() }
    }
}

extension PolicyProfiles {
    func write(to writer: inout CacheWriter) {
        writer.append(chosen)
        base.write(to: &writer)
        writer.append(named.sorted { $0.key < $1.key }) { writer, profile in
            writer.append(profile.key)
            profile.value.write(to: &writer)
        }
    }

    init(_ reader: inout CacheReader) throws(CacheReader.Damage) {
        self.init()
        chosen = try reader.text()
        base = try Policy(&reader)
        for _ in 0..<(try reader.count()) {
            let name = try reader.text()
            named[name] = try Policy(&reader)
        }
        guard named.count <= Self.maximum, self[chosen] != nil else { throw CacheReader.Damage() }
    }
}

extension AllowList {
    func write(to writer: inout CacheWriter) {
        writer.append(entries) { writer, entry in
            writer.append(entry.site)
            writer.append(entry.domain)
            writer.append(entry.rule)
            writer.append(entry.reason)
            writer.append(entry.until?.description)
            writer.append(entry.place)
        }
    }

    init(_ reader: inout CacheReader) throws(CacheReader.Damage) {
        entries = try reader.array { reader throws(CacheReader.Damage) in
            var entry = Entry(place: "")
            entry.site = try reader.optionalText()
            entry.domain = try reader.optionalText()
            entry.rule = try reader.optionalText()
            entry.reason = try reader.optionalText()
            if let day = try reader.optionalText() {
                guard let until = CalendarDay(day) else { throw CacheReader.Damage() }
                entry.until = until
            }
            entry.place = try reader.text()
            return entry
        }
    }
}
