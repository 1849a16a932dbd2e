/// Finds the cells of one row in memory.
///
/// RFC 4180, and what programs write that do not keep to it: quotation marks inside a quoted cell that are not doubled,
/// blanks around a quoted cell, a quotation mark that is opened and never closed. Delimiters and quotation marks are
/// ASCII, so the encoding does not matter.
struct CSVRowScan {
    /// What came of a scan.
    enum Outcome {
        /// A whole row; the next one starts at `next`, `lines` further down.
        case row(next: Int, lines: Int)
        /// The row goes on behind the memory; `quote` is where a quoted cell stands open.
        case needsMore(quote: Int?)
        /// The quotation mark at this place is never closed.
        case unclosed(quote: Int)
        /// The row has too many cells.
        case tooWide
        /// The cell of this number is too long.
        case cellTooLong(column: Int)
    }

    /// The memory; eight bytes behind `end` can be read and mean nothing.
    let bytes: UnsafePointer<UInt8>
    let end: Int
    /// Whether the file ends at `end`.
    let isFinal: Bool
    let delimiter: UInt8
    /// Quotation marks that open nothing: found never to be closed.
    let literalQuotes: [Int]
    let cells: CSVCells

    /// Scans the row that starts at `start`.
    func row(from start: Int) -> Outcome {
        cells.clear()
        var place = start
        var lines = 1
        let delimiters = ByteWord.repeated(delimiter)
        while true {
            let opening = quotePlace(from: place)
            if opening >= 0 {
                switch quoted(from: opening) {
                case .closed(let contentEnd, let next, let hasQuotes, let crossed):
                    guard contentEnd - opening <= Limits.csvCellBytesMax else { return .unclosed(quote: opening) }
                    guard cells.add(opening + 1, contentEnd, hasQuotes: hasQuotes) else { return .tooWide }
                    lines += crossed
                    place = next
                case .open: return isFinal ? .unclosed(quote: opening) : .needsMore(quote: opening)
                case .unclosed: return .unclosed(quote: opening)
                }
            } else {
                let stop = plainEnd(from: place, delimiters)
                guard stop < end || isFinal else { return .needsMore(quote: nil) }
                guard stop - place <= Limits.csvCellBytesMax else { return .cellTooLong(column: cells.count + 1) }
                let skips = !literalQuotes.isEmpty && literalQuotes.contains(place) ? 1 : 0
                guard cells.add(place + skips, stop) else { return .tooWide }
                place = stop
            }
            guard place < end else { return .row(next: end, lines: lines) }
            if bytes[place] == delimiter {
                place += 1
                if place == end, !isFinal { return .needsMore(quote: nil) }
                continue
            }
            guard let next = lineEnd(at: place) else { return .needsMore(quote: nil) }
            return .row(next: next, lines: lines)
        }
    }

    /// Where a plain cell ends: at a delimiter, a line's end, or the end of the memory.
    @inline(__always)
    private func plainEnd(from start: Int, _ delimiters: UInt64) -> Int {
        var place = start
        while place < end {
            let word = UnsafeRawPointer(bytes + place).loadUnaligned(as: UInt64.self)
            let hits = ByteWord.cellEnds(word, delimiters)
            if hits != 0 { return min(end, place + hits.trailingZeroBitCount >> 3) }
            place += 8
        }
        return end
    }

    /// Where the quotation mark that opens a cell stands, behind blanks; -1 when none does.
    @inline(__always)
    private func quotePlace(from start: Int) -> Int {
        guard start < end else { return -1 }
        var place = start
        if bytes[place] == 0x20 || bytes[place] == 0x09 { place = blanksEnd(from: place) }
        guard place < end, bytes[place] == 0x22 else { return -1 }
        return !literalQuotes.isEmpty && literalQuotes.contains(place) ? -1 : place
    }

    private func blanksEnd(from start: Int) -> Int {
        var place = start
        while place < end, bytes[place] == 0x20 || bytes[place] == 0x09, bytes[place] != delimiter { place += 1 }
        return place
    }

    private enum Quoted {
        /// The content ends at `contentEnd`; `next` is at the delimiter, line's end or end of the memory behind it.
        case closed(contentEnd: Int, next: Int, hasQuotes: Bool, crossed: Int)
        /// The memory ends first.
        case open
        /// What follows shows that the mark was not meant to open a cell.
        case unclosed
    }

    /// Scans the quoted cell that opens at `opening`.
    private func quoted(from opening: Int) -> Quoted {
        var place = opening + 1
        var isFaulty = false
        var hasQuotes = false
        while true {
            place = quoteOrEnd(from: place)
            guard place < end else { return .open }
            let runStart = place
            while place < end, bytes[place] == 0x22 { place += 1 }
            let run = place - runStart
            guard place < end || isFinal else { return .open }
            let next = blanksEnd(from: place)
            guard next < end || isFinal else { return .open }
            if next == end || isCellEnd(next) {
                var closes = run & 1 == 1 || isFaulty || next == end
                if !closes {
                    guard let opens = cellOpens(behind: next) else { return .open }
                    closes = opens
                }
                if closes {
                    let crossed = lineCount(from: opening, to: place - 1)
                    return .closed(
                        contentEnd: place - 1,
                        next: next,
                        hasQuotes: hasQuotes || run > 1,
                        crossed: crossed
                    )
                }
            } else if run & 1 == 1 {
                // A mark inside that is not doubled. Where it looks like the opening of a later cell, the first one
                // was never closed.
                if runStart > opening + 1, looksLikeOpening(runStart) { return .unclosed }
                isFaulty = true
            }
            hasQuotes = true
        }
    }

    /// Whether what stands behind the delimiter or line's end at `place` can be the opening of a quoted cell; nil when
    /// the memory ends first.
    private func cellOpens(behind place: Int) -> Bool? {
        var start = place + 1
        if bytes[place] == 0x0D, start < end, bytes[start] == 0x0A { start += 1 }
        var stop = start
        while stop < end, bytes[stop] == 0x22 { stop += 1 }
        guard stop < end || isFinal else { return nil }
        let run = stop - start
        let isEnd = stop == end || isCellEnd(stop)
        if run == 0 { return stop == end }
        return run & 1 == 1 ? !isEnd : isEnd
    }

    /// Whether the mark at `place`, inside a quoted cell, directly follows a delimiter or a line's end.
    @inline(__always)
    private func looksLikeOpening(_ place: Int) -> Bool {
        isCellEnd(place - 1)
    }

    @inline(__always)
    private func isCellEnd(_ place: Int) -> Bool {
        bytes[place] == delimiter || bytes[place] == 0x0A || bytes[place] == 0x0D
    }

    /// The next quotation mark, or the end of the memory.
    @inline(__always)
    private func quoteOrEnd(from start: Int) -> Int {
        var place = start
        while place < end {
            let word = UnsafeRawPointer(bytes + place).loadUnaligned(as: UInt64.self)
            let hits = ByteWord.quotes(word)
            if hits != 0 { return min(end, place + hits.trailingZeroBitCount >> 3) }
            place += 8
        }
        return end
    }

    /// Ends of lines between two places.
    private func lineCount(from start: Int, to stop: Int) -> Int {
        var count = 0
        var place = start
        while place < stop {
            if bytes[place] == 0x0A || (bytes[place] == 0x0D && bytes[place + 1] != 0x0A) { count += 1 }
            place += 1
        }
        return count
    }

    /// Behind the line's end at `place`: CR, LF or CR LF; nil when the memory ends first.
    @inline(__always)
    private func lineEnd(at place: Int) -> Int? {
        guard bytes[place] == 0x0D else { return place + 1 }
        guard place + 1 < end else { return isFinal ? end : nil }
        return bytes[place + 1] == 0x0A ? place + 2 : place + 1
    }
}
