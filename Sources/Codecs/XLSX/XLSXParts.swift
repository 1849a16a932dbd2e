/// What the relationships of a part say: which part stands behind each id.
struct XLSXRelationships: XMLReceiver {
    /// One part that another one names.
    struct Target {
        let type: String
        let path: String
    }

    private(set) var targets: [String: Target] = [:]

    mutating func open(_ tag: XMLTag) throws {
        guard tag.name.isEqual("Relationship"), try tag.attribute("TargetMode") != "External",
            let id = try tag.attribute("Id"), let path = try tag.attribute("Target")
        else { return }
        guard targets.count < Limits.archiveEntriesMax else { throw XMLError.tooLarge("it names too many parts") }
        targets[id] = Target(type: try tag.attribute("Type") ?? "", path: path)
    }

    mutating func close(_ name: XMLName) throws {}
    mutating func text(_ bytes: UnsafeRawBufferPointer, isLiteral: Bool) throws {}

    /// The path of the first part of this type; types are told by their last word, which both editions of the standard
    /// share.
    func path(ofType word: String) -> String? {
        targets.values.first { $0.type.hasSuffix("/" + word) }?.path
    }

    /// `path` as the name of an entry, seen from a part in `folder`.
    static func resolve(_ path: String, from folder: String) -> String {
        if path.hasPrefix("/") { return String(path.dropFirst()) }
        var parts = folder.split(separator: "/").map(String.init)
        for part in path.split(separator: "/") {
            if part == ".." { _ = parts.popLast() } else if part != "." { parts.append(String(part)) }
        }
        return parts.joined(separator: "/")
    }
}

/// The sheets that a workbook lists.
struct XLSXWorkbookPart: XMLReceiver {
    /// One sheet as listed.
    struct Listed {
        let name: String
        let relationship: String
        let isHidden: Bool
    }

    private(set) var sheets: [Listed] = []
    private(set) var isFrom1904 = false

    mutating func open(_ tag: XMLTag) throws {
        if tag.name.isEqual("workbookPr") {
            let flag = try tag.attribute("date1904")
            isFrom1904 = flag == "1" || flag == "true"
        } else if tag.name.isEqual("sheet") {
            guard sheets.count < Limits.xlsxSheetsMax else {
                throw XMLError.tooLarge("it has over \(Limits.xlsxSheetsMax) sheets")
            }
            let state = try tag.attribute("state") ?? "visible"
            sheets.append(
                Listed(
                    name: try tag.attribute("name") ?? "",
                    relationship: try tag.attribute("id") ?? "",
                    isHidden: state != "visible"
                )
            )
        }
    }

    mutating func close(_ name: XMLName) throws {}
    mutating func text(_ bytes: UnsafeRawBufferPointer, isLiteral: Bool) throws {}
}

/// Which of the cell styles show a number as a day or a time.
struct XLSXStyles: XMLReceiver {
    /// What each style shows, by its number.
    private(set) var kinds: [XLSXDates.Kind] = []
    private var formats: [Int: XLSXDates.Kind] = [:]
    private var isInCellFormats = false

    mutating func open(_ tag: XMLTag) throws {
        if tag.name.isEqual("cellXfs") { isInCellFormats = true }
        guard formats.count <= Limits.xlsxStylesMax, kinds.count <= Limits.xlsxStylesMax else {
            throw XMLError.tooLarge("it has over \(Limits.xlsxStylesMax) styles")
        }
        if tag.name.isEqual("numFmt") {
            if let id = try tag.attribute("numFmtId").flatMap({ Int($0) }) {
                formats[id] = XLSXDates.kind(of: try tag.attribute("formatCode") ?? "")
            }
        } else if isInCellFormats, tag.name.isEqual("xf") {
            let id = try tag.attribute("numFmtId").flatMap { Int($0) } ?? 0
            kinds.append(formats[id] ?? XLSXDates.kind(ofBuiltIn: id))
        }
    }

    mutating func close(_ name: XMLName) throws {
        if name.isEqual("cellXfs") { isInCellFormats = false }
    }

    mutating func text(_ bytes: UnsafeRawBufferPointer, isLiteral: Bool) throws {}
}
