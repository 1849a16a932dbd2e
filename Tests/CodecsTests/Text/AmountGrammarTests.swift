import Codecs
import Testing

private let plain = AmountGrammar(.plain)
private let colombian = AmountGrammar(.grouped(group: ".", decimal: ","))
private let lenient = AmountGrammar(
    .grouped(group: ".", decimal: ","),
    options: [.sign, .currencySymbol, .surroundingSpaces]
)

@Test(
    "numbers as programs print them are read to the cent",
    arguments: [
        ("210000", 21_000_000), ("250000.0", 25_000_000), ("97.5", 9750), ("0", 0), ("-0.0", 0),
        ("1.5E7", 1_500_000_000),
        ("1.5e+7", 1_500_000_000), ("6210408.56999994", 621_040_857), ("0.005", 0), ("0.015", 2), ("0.025", 2),
        ("0.0250000001", 3), ("1E-300", 0), ("-12.34", -1234), ("+5", 500), ("99.999", 10_000), ("5.0E-4", 0),
        ("5E-3", 0), ("6E-3", 1), ("1234567890.12", 123_456_789_012), ("0E9", 0), ("12E0", 1200),
    ] as [(String, Int64)]
)
func plainAmounts(_ text: String, _ cents: Int64) throws {
    #expect(try plain.minorUnits(text) == cents)
}

@Test(
    "amounts as Colombians write them",
    arguments: [
        ("1.234.567", 123_456_700), ("1234,50", 123_450), ("1.234,50", 123_450), ("1234", 123_400),
        ("20.000", 2_000_000),
        ("0,5", 50), ("-1.000", -100_000), ("100", 10_000), ("12.345.678,9", 1_234_567_890),
    ] as [(String, Int64)]
)
func colombianAmounts(_ text: String, _ cents: Int64) throws {
    #expect(try colombian.minorUnits(text) == cents)
    #expect(try lenient.minorUnits(" $ \(text) ".replacing("$ -", with: "-$ ")) == cents)
}

@Test(
    "what is not wholly understood is refused",
    arguments: [
        "", " ", " 12", "12 ", "12O.000", "1.234.56", "12abc", "1,2,3", "--5", "1.23", "1.2345", "0.500", "1234.567",
        ".5", "5.", "5,", ",5", "1,234", "1..000", "1.000.", "1.000,", "$5", "5$", "1 000", "1e3", "NaN", "inf", "0x10",
        "١٢", "1'000", "-", "+", "-+5", "5-", "(5)", "1.000,5.0", "1\u{0}", "1\n", "９",
    ]
)
func refusedGrouped(_ text: String) {
    #expect(throws: AmountError.self) { try colombian.minorUnits(text) }
}

@Test(
    "what no program prints is refused",
    arguments: [
        "", " 12", "1,5", "1.234.567", "1.5E", "E5", "1E+", "1.E5", "1.5E7.0", "12abc", "--5", "NaN", "Infinity",
        "1_000",
        "1E400", "1E401", "99999999999999999", "1E99999999999999999999", "1.5 ", "0x1p3", "$5",
    ]
)
func refusedPlain(_ text: String) {
    #expect(throws: AmountError.self) { try plain.minorUnits(text) }
}

@Test("an error says where and never what")
func errorsSayWhere() {
    #expect(throws: AmountError.unexpected(at: 2)) { try colombian.minorUnits("12O.000") }
    #expect(throws: AmountError.badGrouping(at: 8)) { try colombian.minorUnits("1.234.56") }
    #expect(throws: AmountError.tooPrecise) { try colombian.minorUnits("1,234") }
    #expect(throws: AmountError.tooLarge) { try colombian.minorUnits(String(repeating: "9", count: 100)) }
    #expect(throws: AmountError.badSeparators) {
        try AmountGrammar(.grouped(group: ",", decimal: ",")).minorUnits("1")
    }
}

@Test("sign, symbol and spaces are read only when allowed, each once")
func surroundings() throws {
    #expect(try lenient.minorUnits("$-1.000") == -100_000)
    #expect(try lenient.minorUnits("-$ 1.000") == -100_000)
    for text in ["$$5", "-$-5", "$", " - 5", "$ - 5", "5 $"] {
        #expect(throws: AmountError.self, "\(text)") { try lenient.minorUnits(text) }
    }
    #expect(throws: AmountError.self) { try AmountGrammar(.plain, options: []).minorUnits("-5") }
}

@Test("rates become basis points, exactly or not at all")
func rates() throws {
    let rate = DecimalGrammar()
    #expect(try rate.basisPoints("20") == 2000)
    #expect(try rate.basisPoints("20%") == 2000)
    #expect(try rate.basisPoints("12.5") == 1250)
    #expect(try rate.basisPoints("20.0000") == 2000)
    #expect(try DecimalGrammar(decimal: ",").hundredths("-2,5") == -250)
    #expect(try DecimalGrammar(rounding: .halfEven).hundredths("13.333333") == 1333)
    for text in ["", "%", "20%%", "13.333", "2,5", " 20", "20 %", "veinte"] {
        #expect(throws: AmountError.self, "\(text)") { try rate.basisPoints(text) }
    }
}

@Test("random text is never taken for an amount unless it is one")
func randomAmounts() {
    var random = SeededGenerator(seed: 5)
    let alphabet = Array("0123456789.,-+$ eE")
    for _ in 0..<50_000 {
        let text = String(
            (0..<Int.random(in: 0...12, using: &random)).map { _ in
                alphabet[Int.random(in: 0..<alphabet.count, using: &random)]
            }
        )
        if (try? colombian.minorUnits(text)) != nil {
            #expect(text.wholeMatch(of: /[-+]?(\d+|[1-9]\d{0,2}(\.\d{3})+)(,\d{1,2})?/) != nil, "\(text)")
        }
        if (try? plain.minorUnits(text)) != nil {
            #expect(text.wholeMatch(of: /[-+]?\d+(\.\d+)?([eE][-+]?\d+)?/) != nil, "\(text)")
        }
        let noise = String(decoding: random.bytes(lengthMax: 12), as: UTF8.self)
        if (try? lenient.minorUnits(noise)) != nil {
            #expect(noise.allSatisfy { "0123456789.,-+$ ".contains($0) })
        }
    }
}

@Test("the shortcut for the common form gives what the whole grammar gives, which a blank in front calls for")
func commonForm() {
    var random = SeededGenerator(seed: 17)
    let spaced = AmountGrammar(.plain, options: [.sign, .surroundingSpaces])
    for _ in 0..<20_000 {
        var text = String(
            (0..<Int.random(in: 0...15, using: &random)).compactMap { _ in "0123456789".randomElement(using: &random) }
        )
        if Bool.random(using: &random) {
            text += ["", ".", ",", ".5", ",5", ".05", ",50", ".995"].randomElement(using: &random) ?? ""
        }
        for grammar in [spaced, lenient] {
            let (short, whole) = (try? grammar.minorUnits(text), try? grammar.minorUnits(" " + text))
            #expect(short == whole, "\(text)")
        }
    }
}
