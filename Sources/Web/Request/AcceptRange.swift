/// One entry of an `Accept` or `Accept-Language` header: a value and how much it is liked.
struct AcceptRange: Hashable, Sendable {
    /// The media range or language tag, lower case.
    let value: String
    /// Its parameters other than `q`, lower case names.
    let parameters: [String: String]
    /// 0 to 1000 thousandths.
    let quality: Int

    /// The entries of `header`, most liked first, in the order given where liked alike.
    ///
    /// RFC 9110, 12.4.
    static func parse(_ header: String) -> [AcceptRange] {
        let entries = header.split(separator: ",").prefix(Limits.acceptEntriesMax).compactMap(entry)
        // The sort of the standard library is stable; the order given breaks ties.
        return entries.sorted { $0.quality > $1.quality }
    }

    private static func entry(_ text: Substring) -> AcceptRange? {
        let parts = text.split(separator: ";").map(trimmed)
        guard let value = parts.first, !value.isEmpty else { return nil }
        var quality = 1000
        var parameters: [String: String] = [:]
        for part in parts.dropFirst() {
            let pair = part.split(separator: "=", maxSplits: 1).map(trimmed)
            guard pair.count == 2 else { continue }
            if pair[0].lowercased() == "q" {
                quality = thousandths(pair[1])
            } else {
                parameters[pair[0].lowercased()] = pair[1]
            }
        }
        return AcceptRange(value: value.lowercased(), parameters: parameters, quality: quality)
    }

    /// `0.85` as 850; 0 for what is no such number.
    private static func thousandths(_ text: String) -> Int {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        guard let whole = parts.first.flatMap({ Int($0) }), (0...1).contains(whole), parts.count <= 2 else { return 0 }
        let digits = parts.count == 2 ? parts[1].prefix(3) : ""
        let padded = digits + String(repeating: "0", count: 3 - digits.count)
        guard let fraction = Int(padded), fraction >= 0 else { return 0 }
        return min(1000, whole * 1000 + fraction)
    }

    private static func trimmed(_ text: some StringProtocol) -> String {
        String(text.drop { $0 == " " || $0 == "\t" }.reversed().drop { $0 == " " || $0 == "\t" }.reversed())
    }
}
