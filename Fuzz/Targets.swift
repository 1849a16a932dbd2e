import Glibc

// Compiled together with all of Sources/Codecs by scripts/fuzz. A target takes any bytes and must neither trap nor
// leak nor hang; what it throws is its answer.

/// The targets by name; `RECAUDO_FUZZ` says which one runs.
private let targets: [String: @Sendable ([UInt8]) throws -> Void] = [
    "csv": { bytes in
        let parser = try CSVParser(bytes)
        while try parser.next() {
            for index in 0..<parser.cellCount { _ = parser.text(index) }
        }
    },
    "xlsx": { bytes in
        let book = try XLSXBook(ZipArchive(bytes, totalMax: 1 << 24))
        for sheet in book.sheets { try book.rows(of: sheet) { _ in true } }
    },
    "zip": { bytes in
        let archive = try ZipArchive(bytes, totalMax: 1 << 24)
        for entry in archive.entries { try archive.extract(entry) { _ in } }
    },
    "gzip": { bytes in
        let stream = try GunzipStream(bytesMax: 1 << 24)
        try inPieces(bytes) { try stream.feed($0) { _ in } }
        try stream.finish()
    },
    "json": { bytes in
        var parser = JSONEventParser(sequence: true)
        var unwrapper = JSONUnwrapper()
        try inPieces(bytes) { piece in
            try parser.feed(piece) { event in
                if case .number(let digits) = event { _ = JSONNumber(digits) }
                try unwrapper.handle(event) { _ in }
            }
        }
        try parser.finish { try unwrapper.handle($0) { _ in } }
    },
    "jsonvalue": { bytes in _ = try JSONValue.parse(bytes) },
    "sql": { bytes in
        let parser = SQLDumpParser(DumpDialect(head: bytes), windowBytes: 16) { offset, memory in
            let start = min(bytes.count, Int(offset))
            let part = bytes[start..<min(bytes.count, start + memory.count)]
            memory.copyBytes(from: part)
            return part.count
        }
        var values: [DumpValue] = []
        while try parser.next() != nil {
            while try parser.row(&values) {}
        }
    },
    "chat": { bytes in
        var grammar = ChatGrammar()
        var messages: [ChatMessage] = []
        try inPieces(bytes) { grammar.feed($0) { messages.append($0) } }
        grammar.finish { messages.append($0) }
        for message in messages {
            _ = ReceiptGrammar.read(message.text, sentOn: message.date.parts(grammar.order.verdict))
        }
    },
    "receipt": { bytes in _ = ReceiptGrammar.read(String(decoding: bytes, as: UTF8.self)) },
    "amounts": { bytes in
        let text = String(decoding: bytes, as: UTF8.self)
        for style in [
            AmountGrammar.Style.plain, .grouped(group: ".", decimal: ","), .grouped(group: ",", decimal: "."),
        ] {
            // `try?`: the verdict does not matter here.
            _ = try? AmountGrammar(style, options: [.sign, .currencySymbol, .surroundingSpaces]).minorUnits(text)
        }
        _ = try? DecimalGrammar(rounding: .halfEven).basisPoints(text)
        _ = ReceiptValues.amount(text)
    },
    "dates": { bytes in
        let text = String(decoding: bytes, as: UTF8.self)
        let parts = text.split(separator: "\n", maxSplits: 1, omittingEmptySubsequences: false)
        _ = try? DateGrammar("dd/MM/yyyy hh:mm a").parse(text)
        _ = try? TimeGrammar("H:mm:ss").secondOfDay(text)
        _ = ReceiptValues.moment(text, near: nil)
        if parts.count == 2, let grammar = try? DateGrammar(String(parts[0])) { _ = try? grammar.parse(parts[1]) }
    },
]

/// Lends `bytes` in pieces of sizes that the bytes themselves decide.
private func inPieces(_ bytes: [UInt8], _ body: (UnsafeRawBufferPointer) throws -> Void) throws {
    try bytes.withUnsafeBytes { all in
        var place = 0
        while place < all.count {
            let end = min(all.count, place + 1 + Int(all[place] % 64))
            try body(UnsafeRawBufferPointer(rebasing: all[place..<end]))
            place = end
        }
    }
}

private let target: @Sendable ([UInt8]) throws -> Void = {
    let name = getenv("RECAUDO_FUZZ").map { String(cString: $0) } ?? ""
    guard let target = targets[name] else {
        puts("RECAUDO_FUZZ must be one of \(targets.keys.sorted().joined(separator: " "))")
        exit(2)
    }
    return target
}()

/// What libFuzzer calls.
@_cdecl("LLVMFuzzerTestOneInput")
public func testOneInput(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let bytes = Array(UnsafeBufferPointer(start: start, count: count))
    // `try?`: an error is a sound answer.
    _ = try? target(bytes)
    return 0
}
