import ArgumentParser
import Web
