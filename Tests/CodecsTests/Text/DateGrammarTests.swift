import Codecs
import Testing

@Test("days are read by the pattern, to the character")
func days() throws {
    let grammar = try DateGrammar("dd/MM/yyyy")
    let parts = try grammar.parse("03/04/2018")
    #expect((parts.year, parts.month, parts.day) == (2018, 4, 3))
    #expect(parts.secondOfDay == nil)
    _ = try grammar.parse("29/02/2024")
    for text in [
        "", "3/4/2018", "03-04-2018", "03/04/18", "03/04/20180", " 03/04/2018", "03/04/2018 ", "30/02/2024",
        "29/02/2023",
        "31/04/2024", "00/01/2024", "01/13/2024", "01/00/2024", "01/01/0000", "oculto", "0a/01/2024", "+1/01/2024",
    ] {
        #expect(throws: DateError.self, "\(text)") { try grammar.parse(text) }
    }
}

@Test("a pattern may hold a time, single digits and letters between apostrophes")
func richPatterns() throws {
    let stamp = try DateGrammar("yyyy-MM-dd'T'HH:mm:ss").parse("2026-11-24T07:05:09")
    #expect(stamp.secondOfDay == 25_509)
    let short = try DateGrammar("d/M/yyyy")
    #expect(try short.parse("3/4/2018") == (try short.parse("03/04/2018")))
    #expect(throws: DateError.unexpected(at: 8)) { try DateGrammar("dd/MM/yyyy").parse("03/04/20") }
    #expect(throws: DateError.trailing(at: 10)) { try DateGrammar("dd/MM/yyyy").parse("03/04/2018 ") }
}

@Test("a pattern that cannot be understood is refused")
func badPatterns() {
    for pattern in [
        "", "dd/MM", "dd/MM/yyy", "dd/MMMM/yyyy", "dd/MM/yyyyy", "ddd/MM/yyyy", "dd/MM/yyyy hh", "dd/MM/yyyy mm",
        "dd/dd/MM/yyyy",
        "dd/MM/yyyy'T", "EEE dd/MM/yyyy", "dd/MM/yyyy HH a",
    ] {
        #expect(throws: DateError.badPattern, "\(pattern)") { try DateGrammar(pattern) }
    }
    for pattern in ["", "mm:ss", "hh:mm", "HH:ss", "HH:mm a", "dd HH:mm", "HH:mm aa"] {
        #expect(throws: DateError.badPattern, "\(pattern)") { try TimeGrammar(pattern) }
    }
}

@Test("years of two digits and names of months are read in the languages of the trade")
func wordsAndShortYears() throws {
    func day(_ pattern: String, _ text: String) throws -> [Int] {
        let parts = try DateGrammar(pattern).parse(text)
        return [parts.year, parts.month, parts.day]
    }
    #expect(try day("dd/MM/yy", "03/04/26") == [2026, 4, 3])
    #expect(try day("dd/MM/yy", "03/04/99") == [1999, 4, 3])
    #expect(try day("dd/MM/yy", "03/04/79") == [2079, 4, 3])
    for (text, month) in [
        ("5-ene-26", 1), ("5-FEB-26", 2), ("5-mar.-26", 3), ("5-sept-26", 9), ("5-Set-26", 9), ("5-dez-26", 12),
        ("5-Aug-26", 8), ("5-out-26", 10),
    ] {
        #expect(try day("d-MMM-yy", text) == [2026, month, 5], "\(text)")
    }
    for text in ["5 de marzo de 2026", "5 marzo 2026", "05 de Março de 2026", "5 MAR 2026", "5 march del 2026"] {
        #expect(try day("d MMM yyyy", text) == [2026, 3, 5], "\(text)")
    }
    #expect(try day("MMM d, yyyy", "March 5, 2026") == [2026, 3, 5])
    for text in ["5 marz0 2026", "5 martes 2026", "5 de 2026", "5 ma 2026", "31 feb 2026", "5demarzo 2026"] {
        #expect(throws: DateError.self, "\(text)") { try DateGrammar("d MMM yyyy").parse(text) }
    }
    #expect(throws: DateError.self) { try DateGrammar("dd/MM/yy").parse("03/04/2026") }
}

@Test("times are read on both kinds of clock")
func times() throws {
    #expect(try TimeGrammar("HH:mm:ss").secondOfDay("23:59:59") == 86_399)
    #expect(try TimeGrammar("H:mm").secondOfDay("7:05") == 25_500)
    let half = try TimeGrammar("hh:mm a")
    for (text, second) in [
        ("12:00 AM", 0), ("12:30 pm", 45_000), ("01:00 p.m.", 46_800), ("11:59 a. m.", 43_140),
        ("11:59 p.\u{A0}m.", 86_340), ("01:00 p.\u{202F}m.", 46_800),
    ] {
        #expect(try half.secondOfDay(text) == second, "\(text)")
    }
    for text in ["24:00:00", "23:60:00", "23:59:60", "23:59", "7:05:00", "23:59:59 ", "aa:bb:cc"] {
        #expect(throws: DateError.self, "\(text)") { try TimeGrammar("HH:mm:ss").secondOfDay(text) }
    }
    for text in ["13:00 PM", "01:00", "01:00 xm", "01:00 p", "01:00 p.m", "01:00 pm."] {
        #expect(throws: DateError.self, "\(text)") { try half.secondOfDay(text) }
    }
}

@Test("random text is never taken for a day")
func randomDays() throws {
    var random = SeededGenerator(seed: 9)
    let grammar = try DateGrammar("dd/MM/yyyy")
    let alphabet = Array("0123/")
    for _ in 0..<50_000 {
        let text = String((0..<10).map { _ in alphabet[Int.random(in: 0..<alphabet.count, using: &random)] })
        if (try? grammar.parse(text)) != nil {
            #expect(text.wholeMatch(of: /\d\d\/\d\d\/\d{4}/) != nil)
        }
        _ = try? grammar.parse(String(decoding: random.bytes(lengthMax: 12), as: UTF8.self))
    }
}

@Test("identity numbers are bare digits or nothing")
func identityNumbers() {
    #expect(IdentityNumber.normalize("1.020.456.789") == "1020456789")
    #expect(IdentityNumber.normalize(" 00-38, ") == "38")
    for text in ["", "0", "000", "CC 123", "12a", "abc", "１２", "-", "12\n"] {
        #expect(IdentityNumber.normalize(text) == nil, "\(text)")
    }
}

@Test("base 32 and hexadecimal")
func alphabets() {
    #expect(Crockford.encode([0xFF, 0x00], count: 4) == "zw00")
    #expect(Crockford.encode([0, 0, 0, 0, 1], count: 8) == "00000001")
    #expect(Hex.encode([0x00, 0xAB, 0xFF]) == "00abff")
    #expect(Hex.decode("00ABff") == [0x00, 0xAB, 0xFF])
    #expect(Hex.decode("0") == nil)
    #expect(Hex.decode("zz") == nil)
}
