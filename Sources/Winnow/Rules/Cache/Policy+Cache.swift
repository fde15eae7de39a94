extension Policy {
    func write(to writer: inout CacheWriter) {
        writer.append(suspicious)
        writer.append(cut)
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
    }

    init(_ reader: inout CacheReader) throws(CacheReader.Damage) {
        self.init()
        suspicious = try reader.decimal()
        cut = try reader.decimal()
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
