import Testing

@Test("the Architecture tests run")
func placeholder() {
    #expect(Bool(true))
}
