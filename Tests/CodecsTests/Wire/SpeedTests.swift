import Codecs
import Testing
import Wire

@Test("documents are written, read and turned into CSV without a pause (times are shown, not judged)")
func speed() throws {
    let rounds = 100_000
    let clock = ContinuousClock()
    var writer = JSONWriter()
    let write = clock.measure {
        for _ in 0..<rounds {
            writer.reset()
            LoanDocument.write(Samples.loan, into: &writer)
        }
    }
    let document = writer.bytes
    var output: [UInt8] = []
    output.reserveCapacity(1 << 20)
    let table = LoanDocument.table.written(in: .excelES)
    let transcode = try clock.measure {
        for _ in 0..<rounds {
            if output.count > 900_000 { output.removeAll(keepingCapacity: true) }
            try document.withUnsafeBytes { try table.transcode(document: $0, into: &output) }
        }
    }
    let read = try clock.measure {
        for _ in 0..<rounds { _ = try LoanDocument.read(document) }
    }
    func nanoseconds(_ time: Duration) -> Int64 { Int64(time / .nanoseconds(1)) / Int64(rounds) }
    print(
        "loan of \(document.count) bytes: write \(nanoseconds(write)) ns, to CSV \(nanoseconds(transcode)) ns,",
        "read \(nanoseconds(read)) ns"
    )
}
