import Lending

/// The parameters of a request, taken one by one; what is left in the end is unknown to the endpoint.
struct QueryParameters: Sendable {
    private(set) var pairs: [(name: String, value: String)] = []
    private var known: [String] = []

    /// The parameters of the query text `query`.
    /// - Throws: ``Problem`` when one comes twice, is too long or is no UTF-8.
    init(_ query: String?) throws {
        guard let query, !query.isEmpty else { return }
        let parts = query.utf8.split(separator: UInt8(ascii: "&"))
        guard parts.count <= Limits.queryParametersMax else { throw Problem.tooManyParameters }
        for part in parts {
            let pair = part.split(separator: UInt8(ascii: "="), maxSplits: 1, omittingEmptySubsequences: false)
            let name = try Self.decoded(pair[0], of: "?")
            let value = pair.count == 2 ? try Self.decoded(pair[1], of: name) : ""
            guard !pairs.contains(where: { $0.name == name }) else {
                throw Problem.repeatedParameter(String(name.prefix(40)))
            }
            pairs.append((name, value))
        }
    }

    /// Takes the parameter `name` out; nil when it is not there.
    mutating func take(_ name: String) -> String? {
        known.append(name)
        guard let index = pairs.firstIndex(where: { $0.name == name }) else { return nil }
        return pairs.remove(at: index).value
    }

    /// Takes a date out.
    /// - Throws: ``Problem`` when the value is no date.
    mutating func takeDate(_ name: String) throws -> CivilDate? {
        guard let text = take(name) else { return nil }
        guard let date = CivilDate(iso: text) else { throw Problem.badDate(name) }
        return date
    }

    /// Takes the page size out.
    /// - Throws: ``Problem`` when it is no number from 1 to ``Limits/pageSizeMax``.
    mutating func takeLimit() throws -> Int? {
        guard let text = take("limit") else { return nil }
        guard text.utf8.allSatisfy({ (0x30...0x39).contains($0) }), let limit = Int(text),
            (1...Limits.pageSizeMax).contains(limit)
        else { throw Problem.badLimit }
        return limit
    }

    /// Takes out all that the endpoint has as filters.
    mutating func takeAll(of names: [String]) -> [(name: String, value: String)] {
        known.append(contentsOf: names)
        let taken = pairs.filter { names.contains($0.name) }
        pairs.removeAll { names.contains($0.name) }
        return taken
    }

    /// Ends the taking.
    /// - Throws: ``Problem`` naming the first parameter that nobody took, and those that are known here.
    func finish() throws {
        guard let (name, _) = pairs.first else { return }
        throw Problem.unknownParameter(name, allowed: known)
    }

    private static func decoded(_ bytes: Substring.UTF8View.SubSequence, of name: String) throws -> String {
        guard bytes.count <= Limits.queryValueMax else { throw Problem.badEncoding(name) }
        var result: [UInt8] = []
        result.reserveCapacity(bytes.count)
        var rest = bytes[...]
        while let byte = rest.popFirst() {
            switch byte {
            case UInt8(ascii: "+"): result.append(0x20)
            case UInt8(ascii: "%"):
                guard let high = rest.popFirst().flatMap(digit), let low = rest.popFirst().flatMap(digit) else {
                    throw Problem.badEncoding(name)
                }
                result.append(high << 4 | low)
            default: result.append(byte)
            }
        }
        guard let text = String(validating: result, as: UTF8.self), !result.contains(0) else {
            throw Problem.badEncoding(name)
        }
        return text
    }

    private static func digit(_ byte: UInt8) -> UInt8? {
        switch byte {
        case 0x30...0x39: byte - 0x30
        case 0x41...0x46: byte - 0x41 + 10
        case 0x61...0x66: byte - 0x61 + 10
        default: nil
        }
    }
}

extension Problem {
    /// A parameter that is too long or not percent-encoded UTF-8.
    static func badEncoding(_ name: String) -> Problem {
        let shown = String(name.prefix(40))
        return Problem(
            .badParameter,
            parameter: shown,
            Bilingual(
                es: "El parámetro \"\(shown)\" debe ser UTF-8 con codificación por ciento, de máximo "
                    + "\(Limits.queryValueMax) bytes.",
                en: "The parameter \"\(shown)\" must be percent-encoded UTF-8 of at most "
                    + "\(Limits.queryValueMax) bytes."
            )
        )
    }

    /// More parameters than any endpoint has.
    static let tooManyParameters = Problem(
        .malformed,
        Bilingual(
            es: "La dirección trae demasiados parámetros; el máximo es \(Limits.queryParametersMax).",
            en: "The address has too many parameters; at most \(Limits.queryParametersMax) are read."
        )
    )
}
