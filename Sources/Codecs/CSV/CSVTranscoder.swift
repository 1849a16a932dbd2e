extension CSVTable {
    /// Writes the head line, behind the byte order mark where the dialect has one.
    public func header(into output: inout [UInt8]) {
        if dialect.hasByteOrderMark { output += [0xEF, 0xBB, 0xBF] }
        for (index, field) in fields.enumerated() {
            if index > 0 { output.append(dialect.delimiter) }
            let name = Array(field.name.utf8)
            name.withUnsafeBytes { appendText($0, into: &output) }
        }
        endLine(into: &output)
    }

    /// Writes one stored document as one whole line.
    ///
    /// One pass over the bytes. Keys stand in the order of the fields; a field that an older document lacks gives an
    /// empty cell, and a key that is no field is passed over. On an error nothing is written.
    /// - Throws: ``JSONError`` when `document` is not a compact JSON object or a cell's kind is not that of its field.
    public func transcode(document: UnsafeRawBufferPointer, into output: inout [UInt8]) throws(JSONError) {
        try cells(of: document, into: &output)
        endLine(into: &output)
    }

    /// Writes the cells of one stored document and leaves the line open, for ``appendCell(text:kind:into:)``,
    /// ``appendCells(of:into:)`` and ``endLine(into:)``.
    /// - Throws: ``JSONError``; nothing is written then.
    public func cells(of document: UnsafeRawBufferPointer, into output: inout [UInt8]) throws(JSONError) {
        try write(document, opening: nil, into: &output)
    }

    /// Writes the cells of another document behind those of an open line; `self` is the table of that document.
    /// - Throws: ``JSONError``; nothing is written then.
    public func appendCells(of document: UnsafeRawBufferPointer, into output: inout [UInt8]) throws(JSONError) {
        try write(document, opening: dialect.delimiter, into: &output)
    }

    /// Writes an empty cell for each field behind an open line: the document is not there, for example erased.
    public func appendEmptyCells(into output: inout [UInt8]) {
        for _ in fields { output.append(dialect.delimiter) }
    }

    /// Writes one more cell behind an open line, empty for nil.
    ///
    /// Decimals are given with a point.
    public func appendCell(text: String?, kind: CSVField.Kind, into output: inout [UInt8]) {
        output.append(dialect.delimiter)
        guard var text else { return }
        text.withUTF8 { bytes in
            appendCell(UnsafeRawBufferPointer(bytes), kind: kind, into: &output)
        }
    }

    /// Writes one more cell behind an open line from UTF-8 bytes.
    public func appendCell(utf8 bytes: [UInt8], kind: CSVField.Kind, into output: inout [UInt8]) {
        output.append(dialect.delimiter)
        bytes.withUnsafeBytes { appendCell($0, kind: kind, into: &output) }
    }

    /// Writes a count of hundredths, empty for nil, as one more cell behind an open line.
    public func appendCell(hundredths value: Int64?, into output: inout [UInt8]) {
        appendNumber(room: 24, into: &output) { tip in
            guard let value else { return }
            let mark = tip.end
            tip.hundredths(value)
            if dialect.decimal != 0x2E { CellWriter.setDecimal(dialect.decimal, from: mark, to: tip.end) }
        }
    }

    /// Writes an integer, empty for nil, as one more cell behind an open line.
    public func appendCell(integer value: Int?, into output: inout [UInt8]) {
        appendNumber(room: 22, into: &output) { tip in
            if let value { tip.integer(Int64(value)) }
        }
    }

    /// Ends the line with CR LF.
    public func endLine(into output: inout [UInt8]) {
        output.append(0x0D)
        output.append(0x0A)
    }

    private func appendNumber(room: Int, into output: inout [UInt8], _ body: (inout WriteTip) -> Void) {
        output.append(addingCapacity: room) { (span: inout OutputSpan<UInt8>) in
            span.withUnsafeMutableBufferPointer { buffer, count in
                guard let start = buffer.baseAddress else { return }
                var tip = WriteTip(start + count)
                tip.byte(dialect.delimiter)
                body(&tip)
                count = tip.end - start
            }
        }
    }

    private func appendCell(_ bytes: UnsafeRawBufferPointer, kind: CSVField.Kind, into output: inout [UInt8]) {
        switch kind {
        case .text, .json: appendText(bytes, into: &output)
        case .decimal:
            for byte in bytes { output.append(byte == 0x2E ? dialect.decimal : byte) }
        case .integer, .date, .instant, .boolean: output.append(contentsOf: bytes)
        }
    }

    private func appendText(_ bytes: UnsafeRawBufferPointer, into output: inout [UInt8]) {
        output.append(addingCapacity: CellWriter.room(for: bytes.count)) { (span: inout OutputSpan<UInt8>) in
            span.withUnsafeMutableBufferPointer { buffer, count in
                guard let start = buffer.baseAddress else { return }
                var tip = WriteTip(start + count)
                CellWriter(dialect).plainText(bytes, &tip)
                count = tip.end - start
            }
        }
    }

    private func write(
        _ document: UnsafeRawBufferPointer,
        opening: UInt8?,
        into output: inout [UInt8]
    ) throws(JSONError) {
        // A byte of text grows to two at most, `"` to `""`; each field adds a delimiter and what stands around a text.
        let room = document.count * 2 + fields.count * (CellWriter.room(for: 0) + 1) + 1
        try output.append(addingCapacity: room) { (span: inout OutputSpan<UInt8>) throws(JSONError) in
            try span.withUnsafeMutableBufferPointer { buffer, count throws(JSONError) in
                guard let start = buffer.baseAddress else { return }
                var tip = WriteTip(start + count)
                if let opening { tip.byte(opening) }
                try cells(of: document, &tip)
                count = tip.end - start
            }
        }
    }

    /// The one pass: keys and fields side by side.
    private func cells(of document: UnsafeRawBufferPointer, _ tip: inout WriteTip) throws(JSONError) {
        guard document.first == 0x7B else { throw document.isEmpty ? .truncated : .unexpected(at: 0) }
        let cell = CellWriter(dialect)
        let failure: JSONError? = keys.withUnsafeBytes { keys in
            keyEnds.withUnsafeBufferPointer { keyEnds in
                fields.withUnsafeBufferPointer { fields in
                    do throws(JSONError) {
                        var pass = TranscodePass(document: document, keys: keys, keyEnds: keyEnds)
                        for index in fields.indices {
                            if index > 0 { tip.byte(dialect.delimiter) }
                            guard try pass.moveToValue(of: index) else { continue }
                            try cell.write(document, &pass.offset, fields[index], &tip)
                        }
                        try pass.finish()
                        return nil
                    } catch {
                        return error
                    }
                }
            }
        }
        if let failure { throw failure }
    }
}
