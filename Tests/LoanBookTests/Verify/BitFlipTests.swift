import Foundation
import LoanBook
import Storage
import TestSupport
import Testing

@Suite("Damage to the file (R10)")
struct BitFlipTests {
    private static let pageBytes = 16_384

    @Test("a flipped bit anywhere in the file is named, refused with its place, or in dead space")
    func flips() throws {
        let book = try DamagedBook()
        let cases = DamagedBook.cases(300)
        let pages = book.bytes.count / Self.pageBytes
        var random = SeededRandom(seed: 42)
        var counts = (named: 0, refused: 0, unused: 0)
        for number in 0..<cases {
            // Page by page, so that every table and every index has its turn; mostly where something stands.
            let page = number % pages * Self.pageBytes
            let places = page..<(page + Self.pageBytes)
            let filled = Int.random(in: 0..<10, using: &random) < 9 ? places.filter { book.bytes[$0] != 0 } : []
            let place = try #require((filled.isEmpty ? Array(places) : filled).randomElement(using: &random))
            let bit = UInt8(1) << UInt8.random(in: 0..<8, using: &random)
            var damaged = book.bytes
            damaged[place] ^= bit
            let comment: Comment = "byte \(place % Self.pageBytes) of page \(number % pages + 1), bit \(bit)"
            try book.withCopy(damaged) { path in
                switch book.verdict(path, comment) {
                case .named: counts.named += 1
                case .refused: counts.refused += 1
                case .silent:
                    counts.unused += 1
                    let isWhole = try book.isWhole(path)
                    #expect(isWhole, "\(comment): the book changed unnoticed")
                }
            }
        }
        #expect(counts.named > cases / 2)
        print(
            "figure: \(cases) flips in the book's file: \(counts.named) named, \(counts.refused) refused, "
                + "\(counts.unused) in dead space"
        )
    }

    @Test("a file cut short is named or refused")
    func truncations() throws {
        let book = try DamagedBook()
        let cases = DamagedBook.cases(40)
        var random = SeededRandom(seed: 43)
        for number in 0..<cases {
            // Every other one ends between two pages, where it looks whole.
            var length = Int.random(in: 1..<book.bytes.count, using: &random)
            if number % 2 == 0 { length = max(1, length / Self.pageBytes) * Self.pageBytes }
            try book.withCopy(Array(book.bytes[..<length])) { path in
                let verdict = book.verdict(path, "cut at byte \(length)")
                #expect(verdict != .silent, "cut at byte \(length)")
            }
        }
        print("figure: \(cases) cuts of the book's file: all named or refused")
    }

    @Test("an index that is at odds with its table is named by its own name, with the remedy")
    func indexes() throws {
        let book = try DamagedBook()
        var damaged = book.bytes
        // The ids of payments stand in their table and in four indexes; the last copy in the file is an index's.
        let id = Array("pm_".utf8)
        let places = damaged.indices.dropLast(3).filter { Array(damaged[$0..<($0 + 3)]) == id }
        var named: Set<String> = []
        for place in places.enumerated().filter({ $0.offset % 40 == 0 }).map(\.element) {
            damaged[place + 5] ^= 1
            try book.withCopy(damaged) { path in
                let database = try Database.open(url: .sqlite(path: path))
                defer { database.close() }
                let report = try Book(database: database).verify(tenant: book.tenant)
                #expect(!report.isSound)
                for problem in report.listed where problem.entity == "index" {
                    named.insert(problem.id)
                    #expect(problem.what.contains("REINDEX"))
                }
            }
            damaged[place + 5] ^= 1
        }
        #expect(named.isSuperset(of: ["payment_by_day", "payment_by_loan", "payment_by_customer"]), "\(named)")
    }
}
