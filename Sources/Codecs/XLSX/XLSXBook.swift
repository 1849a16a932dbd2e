/// A workbook read as hostile input, sheet by sheet and row by row.
///
/// Held are the list of sheets, the styles and the shared texts; sheets are unpacked while they are read. The value of
/// merged cells stands in the first of them.
public final class XLSXBook {
    /// One sheet.
    public struct Sheet: Hashable, Sendable {
        /// Its name, as the tab shows it.
        public let name: String
        /// Whether its tab is not shown.
        public let isHidden: Bool
        let part: String
    }

    /// The sheets with cells, hidden ones too, in the order of their tabs.
    public let sheets: [Sheet]

    private let archive: ZipArchive
    private let dates: XLSXDates
    private let styles: [XLSXDates.Kind]
    private let strings: XLSXStrings

    /// Opens the workbook in `archive`.
    /// - Throws: ``XLSXError``, ``ZipError``, or what the archive's reader throws.
    public init(_ archive: ZipArchive) throws {
        self.archive = archive
        var root = XLSXRelationships()
        try Self.read("_rels/.rels", of: archive, isNeeded: false, into: &root)
        let path = XLSXRelationships.resolve(root.path(ofType: "officeDocument") ?? "xl/workbook.xml", from: "")
        guard !path.hasSuffix(".bin") else { throw XLSXError.binaryWorkbook }
        guard Self.entry(path, of: archive) != nil else { throw XLSXError.notAWorkbook }
        let parts = path.split(separator: "/")
        let folder = parts.dropLast().joined(separator: "/")
        var workbook = XLSXWorkbookPart()
        try Self.read(path, of: archive, into: &workbook)
        var related = XLSXRelationships()
        let relations = (parts.dropLast() + ["_rels", "\(parts.last ?? "").rels"]).joined(separator: "/")
        try Self.read(relations, of: archive, into: &related)
        dates = XLSXDates(isFrom1904: workbook.isFrom1904)
        sheets = workbook.sheets.compactMap { listed in
            // A sheet that is one chart has no cells.
            guard let target = related.targets[listed.relationship], target.type.hasSuffix("/worksheet") else {
                return nil
            }
            let part = XLSXRelationships.resolve(target.path, from: folder)
            return Sheet(name: listed.name, isHidden: listed.isHidden, part: part)
        }
        var styles = XLSXStyles()
        if let path = related.path(ofType: "styles") {
            let part = XLSXRelationships.resolve(path, from: folder)
            try Self.read(part, of: archive, isNeeded: false, into: &styles)
        }
        self.styles = styles.kinds
        var strings = XLSXStrings()
        if let path = related.path(ofType: "sharedStrings") {
            let part = XLSXRelationships.resolve(path, from: folder)
            try Self.read(part, of: archive, isNeeded: false, into: &strings)
        }
        self.strings = strings
    }

    /// Hands each row of `sheet` that holds something to `body`, until it returns false.
    /// - Throws: ``XLSXError``, ``ZipError``, or what `body` or the archive's reader throws.
    public func rows(of sheet: Sheet, _ body: (XLSXRow) throws -> Bool) throws {
        do {
            try withoutActuallyEscaping(body) { body in
                var scan = XLSXSheetScan(strings: strings, styles: styles, dates: dates) { row in
                    guard try body(row) else { throw Enough() }
                }
                try Self.read(sheet.part, of: archive, into: &scan)
            }
        } catch is Enough {
            return
        }
    }

    /// Thrown through the unpacking when no more rows are wanted.
    private struct Enough: Error {}

    /// Reads one part; one that is not needed may be missing.
    private static func read(
        _ part: String,
        of archive: ZipArchive,
        isNeeded: Bool = true,
        into receiver: inout some XMLReceiver
    ) throws {
        guard let entry = entry(part, of: archive) else {
            guard isNeeded else { return }
            throw XLSXError.missing(part: part)
        }
        do {
            var scanner = XMLScanner()
            try archive.extract(entry) { try scanner.feed($0, to: &receiver) }
            try scanner.finish()
        } catch let error as XMLError {
            throw error.inPart(part)
        }
    }

    /// The entry called `name`; some programs write other letter cases than they name.
    private static func entry(_ name: String, of archive: ZipArchive) -> ZipArchive.Entry? {
        archive.entry(named: name) ?? archive.entries.first { $0.name.lowercased() == name.lowercased() }
    }
}
