import Codecs
import Testing

private func cells(_ rows: String, strings: String? = nil, styles: String = "") throws -> [String] {
    try sheetCells(MadeBook(rows, strings: strings, styles: styles))
}

/// A style sheet whose cell styles have these number formats.
private func styles(_ formats: [Int], custom: [(Int, String)] = []) -> String {
    let own = custom.map { "<numFmt numFmtId=\"\($0.0)\" formatCode=\"\($0.1)\"/>" }.joined()
    let used = formats.map { "<xf numFmtId=\"\($0)\"/>" }.joined()
    return "<numFmts>\(own)</numFmts><cellStyleXfs><xf numFmtId=\"14\"/></cellStyleXfs><cellXfs>\(used)</cellXfs>"
}

@Suite("Workbooks read")
struct XLSXBookTests {
    @Test("cells of every kind come with their values")
    func kinds() throws {
        let rows = """
            <row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="inlineStr"><is><t xml:space="preserve"> en línea </t></is></c>
            <c r="C1" t="str"><f>A1&amp;"x"</f><v>fórmula</v></c><c r="D1" t="b"><v>1</v></c><c r="E1" t="e"><v>#N/A</v></c>
            <c r="F1"><v>-12</v></c><c r="G1"><v>0.1</v></c><c r="H1"><v>1E3</v></c><c r="I1" t="d"><v>2026-07-01</v></c>
            <c r="J1"/><c r="K1" t="n"><v>120000.00</v></c></row>
            """
        #expect(
            try cells(rows, strings: "<si><t>hola &lt;&#241;&#x1F600;&gt;</t></si>") == [
                "1:0=hola <ñ😀>", "1:1= en línea ", "1:2=fórmula", "1:3=1i", "1:4=#N/A", "1:5=-12i", "1:6=0.1r",
                "1:7=1000i", "1:8=2026-07-01", "1:10=120000i",
            ]
        )
    }

    @Test("rich texts are joined, reading aids left out, and escaped characters resolved")
    func richText() throws {
        let strings = """
            <si><r><rPr><b/></rPr><t>Ana </t></r><r><t>Peña</t></r><rPh sb="0" eb="1"><t>no</t></rPh></si>
            <si><t>a_x000D_b_x005F_x0041_</t></si><si><t/></si><si><t><![CDATA[<b> & c]]></t></si>
            """
        let rows = "<row>" + (0..<4).map { "<c t=\"s\"><v>\($0)</v></c>" }.joined() + "</row>"
        #expect(try cells(rows, strings: strings) == ["1:0=Ana Peña", "1:1=a\rb_x0041_", "1:3=<b> & c"])
    }

    @Test("cells that show a day or a time come as ISO text, others stay numbers")
    func dates() throws {
        let sheet = styles(
            [0, 14, 22, 20, 164, 165, 166, 167, 168, 46],
            custom: [
                (164, "dd&quot; de &quot;mmmm;@"), (165, "[$-240A]d/m/yy h:mm;@"), (166, "[h]:mm:ss"),
                (167, "&quot;día&quot; #,##0"), (168, "[Red]#,##0.00"),
            ]
        )
        let serials = [
            "46204", "46204", "46204.5", "0.75", "46204", "46204.000011574", "1.5", "46204", "46204.25", "1.5",
        ]
        let row = serials.enumerated().map { "<c s=\"\($0.offset)\"><v>\($0.element)</v></c>" }.joined()
        #expect(
            try cells("<row>\(row)</row>", styles: sheet) == [
                "1:0=46204i", "1:1=2026-07-01", "1:2=2026-07-01T12:00:00", "1:3=18:00:00", "1:4=2026-07-01",
                "1:5=2026-07-01T00:00:01", "1:6=1.5r", "1:7=46204i", "1:8=46204.25r", "1:9=1.5r",
            ]
        )
    }

    @Test("days of both calendars, and the leap day that never was")
    func calendars() throws {
        let row = ["1", "59", "60", "61", "0", "-1", "2958465", "2958466", "45350.99999999"]
            .map { "<c s=\"0\"><v>\($0)</v></c>" }.joined()
        var book = MadeBook("<row>\(row)</row>", styles: styles([14]))
        #expect(
            try sheetCells(book) == [
                "1:0=1900-01-01", "1:1=1900-02-28", "1:2=60i", "1:3=1900-03-01", "1:4=0i", "1:5=-1i", "1:6=9999-12-31",
                "1:7=2958466i", "1:8=2024-02-29",
            ]
        )
        book.sheets = [("x", "<sheetData><row><c s=\"0\"><v>0</v></c><c s=\"0\"><v>44742</v></c></row></sheetData>")]
        book.properties = "date1904=\"1\""
        #expect(try sheetCells(book) == ["1:0=1904-01-01", "1:1=2026-07-01"])
    }

    @Test("sparse rows and columns keep their places, stated or not")
    func sparse() throws {
        let rows = """
            <row r="3"><c r="C3"><v>1</v></c><c><v>2</v></c><c r="XFD3"><v>3</v></c></row><row><c><v>4</v></c></row>
            <row r="1048576"><c r="AA1048576"><v>5</v></c></row>
            """
        #expect(try cells(rows) == ["3:2=1i", "3:3=2i", "3:16383=3i", "4:0=4i", "1048576:26=5i"])
    }

    @Test("sheets are listed with the hidden ones, prefixes and merged cells are no hindrance")
    func sheets() throws {
        var book = MadeBook("")
        book.prefix = "x:"
        let rows = "<x:sheetData><x:row r=\"1\"><x:c r=\"A1\"><x:v>7</x:v></x:c></x:row></x:sheetData>"
        book.sheets = [
            ("Préstamos &amp; más", rows),
            ("Oculta", rows + "<x:mergeCells><x:mergeCell ref=\"A1:B9\"/></x:mergeCells>"),
        ]
        book.sheetAttributes = "state=\"hidden\""
        let opened = try XLSXBook(ZipArchive(book.bytes(), totalMax: 1 << 28))
        #expect(opened.sheets.map(\.name) == ["Préstamos & más", "Oculta"])
        #expect(opened.sheets.map(\.isHidden) == [true, true])
        #expect(try sheetCells(book, sheet: 1) == ["1:0=7i"])
    }

    @Test("reading ends when no more rows are wanted")
    func ending() throws {
        let rows = (1...50_000).map { "<row r=\"\($0)\"><c r=\"A\($0)\"><v>\($0)</v></c></row>" }.joined()
        let book = try XLSXBook(ZipArchive(MadeBook(rows).bytes(), totalMax: 1 << 28))
        var seen = 0
        try book.rows(of: book.sheets[0]) { _ in
            seen += 1
            return seen < 3
        }
        #expect(seen == 3)
        try book.rows(of: book.sheets[0]) { row in
            seen = row.number
            return true
        }
        #expect(seen == 50_000)
    }
}
