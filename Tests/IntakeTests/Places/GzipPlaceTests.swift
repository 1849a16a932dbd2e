import Codecs
import Foundation
import Intake
import Testing

@Suite("Packed files at a path")
struct GzipPlaceTests {
    private func gzip(_ bytes: [UInt8]) throws -> [UInt8] {
        let zlib = try Deflate.compress(bytes)
        var sum: UInt32 = .max
        for byte in bytes {
            sum ^= UInt32(byte)
            for _ in 0..<8 { sum = sum & 1 == 1 ? sum >> 1 ^ 0xEDB8_8320 : sum >> 1 }
        }
        let end = [~sum, UInt32(bytes.count)].flatMap { number in withUnsafeBytes(of: number.littleEndian) { Array($0) }
        }
        return [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 3] + zlib[2..<(zlib.count - 4)] + end
    }

    private func packed(_ scratch: Scratch, in folder: String) throws {
        try Backup().write(to: scratch.file("plain"))
        for name in ["admin.db", "pagos.db"] where FileManager.default.fileExists(atPath: scratch.file("plain/\(name)"))
        {
            try scratch.write("\(folder)/\(name).gz", gzip(Scratch.read(scratch.file("plain/\(name)"))))
        }
    }

    @Test("files of a route packed one by one are read like the files, in a folder, in a zip archive and alone")
    func packedFiles() throws {
        let scratch = try Scratch()
        try packed(scratch, in: "lender/norte")
        #expect(try TestBook().sync(scratch.file("lender")).routes == ["norte"])
        let archive = try Zip.make(scratch.file("copias.zip"), folder: scratch.file("lender"))
        #expect(try TestBook().sync(archive).routes == ["norte"])
        #expect(try TestBook().sync(scratch.file("lender/norte/admin.db.gz")).routes == ["norte"])
    }

    @Test("a cut or lying packed file is refused like a bad archive")
    func damaged() throws {
        let scratch = try Scratch()
        try packed(scratch, in: "lender/norte")
        let path = scratch.file("lender/norte/admin.db.gz")
        try scratch.write("lender/norte/admin.db.gz", Array(Scratch.read(path).dropLast(3)))
        let error = try #require(throws: IntakeError.self) { try TestBook().sync(scratch.file("lender")) }
        #expect(error.code == .archiveRefused)
        #expect(error.message.contains("norte/admin.db.gz is refused. It is cut."))
    }
}
