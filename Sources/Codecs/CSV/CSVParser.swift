/// Reads a CSV file row by row, whatever program wrote it; a few hundred kilobytes of it are held at a time.
///
/// It owns its window on the file and is used by one thread at a time.
public final class CSVParser {
    /// Fills the memory from the file's next bytes and says how many there were; none at the end.
    public typealias Source = (UnsafeMutableRawBufferPointer) throws -> Int

    /// How the file is read.
    public private(set) var format: CSVFormat
    /// The number of the line in the file where the current row starts, 1 first.
    public private(set) var line = 0
    /// Lines of rows with a quotation mark that is never closed; it was taken for a letter.
    public private(set) var faultLines: [Int] = []

    private let source: Source
    private let cells = CSVCells()
    private var stage: UTF16Stage?
    /// The piece of the file read last.
    private var raw: [UInt8] = []
    private var window: UnsafeMutablePointer<UInt8>
    private var capacity: Int
    private var start = 0
    private var end = 0
    private var nextLine = 1
    private var isAtEnd = false
    private var hasZeros = false

    private static let piece = 256 << 10
    /// Bytes behind the window that whole words may be read from.
    private static let padding = 8

    /// Opens the file that `source` gives, and tells its encoding and, unless one is given, its delimiter.
    /// - Throws: what `source` throws.
    public init(delimiter: UInt8? = nil, source: @escaping Source) throws {
        self.source = source
        capacity = Self.piece
        window = .allocate(capacity: Self.piece + Self.padding)
        window.initialize(repeating: 0, count: Self.piece + Self.padding)
        format = CSVFormat(delimiter: delimiter ?? 0x2C)
        try open(delimiter)
    }

    /// Opens a file that lies in memory.
    public convenience init(_ bytes: [UInt8], delimiter: UInt8? = nil) throws {
        var place = 0
        try self.init(delimiter: delimiter) { memory in
            let count = min(memory.count, bytes.count - place)
            bytes.withUnsafeBytes { all in
                memory.copyMemory(from: UnsafeRawBufferPointer(rebasing: all[place..<(place + count)]))
            }
            place += count
            return count
        }
    }

    deinit {
        window.deallocate()
    }

    /// Moves to the next row that is not blank; false when there is none.
    /// - Throws: ``CSVError``, or what the source throws.
    public func next() throws -> Bool {
        var literals: [Int] = []
        while true {
            if start == end, isAtEnd { return false }
            let scan = CSVRowScan(
                bytes: window,
                end: end,
                isFinal: isAtEnd,
                delimiter: format.delimiter,
                literalQuotes: literals,
                cells: cells
            )
            switch scan.row(from: start) {
            case .row(let next, let lines):
                line = nextLine
                nextLine += lines
                start = next
                if cells.count == 1, cells.bounds[0].end <= cells.bounds[0].start { continue }
                if !literals.isEmpty { faultLines.append(line) }
                return true
            case .unclosed(let quote):
                try take(quote, into: &literals)
            case .needsMore(let quote):
                if end - start < Limits.csvRowBytesMax {
                    let moved = start
                    try refill()
                    // The row now starts where the window does.
                    for index in literals.indices { literals[index] -= moved - start }
                } else if let quote {
                    try take(quote, into: &literals)
                } else {
                    throw CSVError.rowTooLong(line: nextLine)
                }
            case .tooWide: throw CSVError.tooManyCells(line: nextLine)
            case .cellTooLong(let column): throw CSVError.cellTooLong(line: nextLine, column: column)
            }
        }
    }

    /// How many cells the current row has.
    public var cellCount: Int { cells.count }

    /// The text of a cell of the current row; nil when it is empty or the row ends before it.
    ///
    /// Zero bytes, which a failed disk or a cut copy leaves, are left out.
    public func text(_ index: Int) -> String? {
        guard index >= 0, index < cells.count else { return nil }
        let cell = cells.bounds[index]
        let count = Int(cell.end) - Int(cell.start)
        guard count > 0 else { return nil }
        let first = window + Int(cell.start)
        if cell.hasQuotes || (hasZeros && UnsafeBufferPointer(start: first, count: count).contains(0)) {
            return careful(UnsafeBufferPointer(start: first, count: count), hasQuotes: cell.hasQuotes)
        }
        return Self.decoded(UnsafeBufferPointer(start: first, count: count))
    }

    private func careful(_ bytes: UnsafeBufferPointer<UInt8>, hasQuotes: Bool) -> String? {
        var kept: [UInt8] = []
        kept.reserveCapacity(bytes.count)
        var isSecond = false
        for byte in bytes where byte != 0 {
            if hasQuotes, byte == 0x22 {
                isSecond.toggle()
                if !isSecond { continue }
            } else {
                isSecond = false
            }
            kept.append(byte)
        }
        guard !kept.isEmpty else { return nil }
        return kept.withUnsafeBufferPointer { Self.decoded($0) }
    }

    /// The text that `bytes` spell in UTF-8, or else in Windows-1252.
    @inline(__always)
    private static func decoded(_ bytes: UnsafeBufferPointer<UInt8>) -> String {
        // `String(validating:)` looks its generic types up on each call; plain cells do without.
        if ByteWord.isASCII(bytes) { return String(decoding: bytes, as: UTF8.self) }
        return String(validating: bytes, as: UTF8.self) ?? Windows1252.text(UnsafeRawBufferPointer(bytes))
    }

    /// Notes that the mark at `quote` opens nothing.
    private func take(_ quote: Int, into literals: inout [Int]) throws {
        guard faultLines.count + literals.count < Limits.csvFaultsMax else {
            throw CSVError.brokenQuotes(line: nextLine)
        }
        literals.append(quote)
    }

    private func open(_ delimiter: UInt8?) throws {
        raw = [UInt8](repeating: 0, count: Self.piece)
        let count = try fill()
        let (encoding, markLength) = raw.withUnsafeBytes {
            CSVFormat.encoding(of: UnsafeRawBufferPointer(rebasing: $0[..<count]))
        }
        format.encoding = encoding
        if encoding != .utf8 { stage = UTF16Stage(isBigEndian: encoding == .utf16BigEndian) }
        isAtEnd = count == 0
        try take(count, from: markLength)
        while !isAtEnd, end < Limits.csvSampleBytes { try refill() }
        let sniffer = CSVSniffer(bytes: window, count: min(end, Limits.csvSampleBytes), isWhole: isAtEnd)
        if let declared = sniffer.declared(from: 0) {
            start = declared.next
            nextLine = 2
            format.delimiter = delimiter ?? declared.delimiter
        } else if delimiter == nil {
            format.delimiter = sniffer.delimiter(from: 0)
        }
    }

    /// Moves the row that has begun to the front and reads more behind it.
    private func refill() throws {
        if start > 0 {
            window.update(from: window + start, count: end - start)
            end -= start
            start = 0
        }
        let count = try fill()
        if count == 0 { isAtEnd = true }
        try take(count, from: 0)
    }

    /// Reads the next bytes into `raw`.
    private func fill() throws -> Int {
        try raw.withUnsafeMutableBytes { try source($0) }
    }

    /// Appends what was read to the window, as UTF-8.
    private func take(_ count: Int, from first: Int) throws {
        let room = stage == nil ? count : UTF16Stage.room(for: count)
        if end + room > capacity { grow(to: max(capacity * 2, end + room)) }
        let place = window + end
        raw.withUnsafeBytes { all in
            let bytes = UnsafeRawBufferPointer(rebasing: all[min(first, count)..<count])
            if stage != nil {
                end += stage?.convert(bytes, to: place) ?? 0
                if isAtEnd { end += stage?.finish(to: window + end) ?? 0 }
            } else {
                var tip = WriteTip(place)
                tip.copy(bytes)
                end += bytes.count
            }
        }
        if !hasZeros { hasZeros = UnsafeBufferPointer(start: place, count: window + end - place).contains(0) }
    }

    private func grow(to larger: Int) {
        let memory = UnsafeMutablePointer<UInt8>.allocate(capacity: larger + Self.padding)
        memory.initialize(repeating: 0, count: larger + Self.padding)
        memory.update(from: window, count: end)
        window.deallocate()
        window = memory
        capacity = larger
    }
}
