/// The bytes of a dump, one window of them in memory.
///
/// It owns the window.
final class SQLBytes {
    /// Fills memory from the bytes at an offset of the dump; fewer only at its end.
    typealias Refill = (_ offset: UInt64, _ memory: UnsafeMutableRawBufferPointer) throws -> Int

    private let window: UnsafeMutableRawBufferPointer
    private let refill: Refill
    private var count = 0
    private var place = 0
    private var start: UInt64
    private var isAtEnd = false
    /// Line ends passed.
    private(set) var lineEnds = 0

    init(from start: UInt64, windowBytes: Int, refill: @escaping Refill) {
        self.start = start
        self.refill = refill
        window = .allocate(byteCount: max(16, windowBytes), alignment: 16)
    }

    deinit {
        window.deallocate()
    }

    /// Where the next byte stands in the dump.
    var offset: UInt64 { start + UInt64(place) }

    /// The next byte; nil at the end.
    @inline(__always)
    func peek() throws -> UInt8? {
        if place < count { return window[place] }
        return try fill() ? window[place] : nil
    }

    /// Passes the byte that ``peek()`` gave.
    @inline(__always)
    func advance() {
        if window[place] == 0x0A { lineEnds += 1 }
        place += 1
    }

    /// The next byte, passed; nil at the end.
    func take() throws -> UInt8? {
        guard let byte = try peek() else { return nil }
        advance()
        return byte
    }

    /// Passes `byte` when it is next; whether it was.
    func skip(_ byte: UInt8) throws -> Bool {
        guard try peek() == byte else { return false }
        advance()
        return true
    }

    /// Passes bytes up to the next one of the three, within the window, and hands them over; none at the end.
    func run(
        until first: UInt8,
        _ second: UInt8,
        _ third: UInt8,
        _ body: (UnsafeRawBufferPointer) throws -> Void
    ) throws {
        guard try peek() != nil else { return }
        let from = place
        while place < count {
            let byte = window[place]
            if byte == first || byte == second || byte == third { break }
            if byte == 0x0A { lineEnds += 1 }
            place += 1
        }
        try body(UnsafeRawBufferPointer(rebasing: window[from..<place]))
    }

    private func fill() throws -> Bool {
        guard !isAtEnd else { return false }
        start += UInt64(count)
        place = 0
        count = 0
        count = try refill(start, window)
        isAtEnd = count == 0
        return count > 0
    }
}
