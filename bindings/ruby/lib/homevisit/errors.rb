# frozen_string_literal: true

require "json"

module Homevisit
  # One thing that is wrong with a document. line and column count from 1, in characters; nil where it was no text.
  Problem = Struct.new(:kind, :code, :file, :line, :column, :pointer, :message, :suggestion, :severity,
                       keyword_init: true) do
    def to_s
      place = [file, line, column].compact.join(":")
      nearest = suggestion ? " (did you mean '#{suggestion}'?)" : ""
      "#{place}: #{message}#{nearest}"
    end
  end

  # A document cannot be used. The message is the first problem's.
  class DocumentError < StandardError
    # {"problems": […]} as the library writes it, the same bytes in every language.
    attr_reader :json

    def initialize(message, json = '{"problems":[]}')
      super(message)
      @json = json
    end

    # All that is wrong, in the order of the places.
    def problems
      @problems ||= Problem.read(@json)
    end
  end

  # A policy, or one that it extends, is not sound.
  class PolicyError < DocumentError; end

  # A record, an event or the time of a question is not sound.
  class VisitError < DocumentError; end

  class << Problem
    # The library's problems as data; the block says of a place in the list whether it is a warning.
    def read(json)
      JSON.parse(json, symbolize_names: true)[:problems].each_with_index.map do |problem, index|
        new(**problem, severity: block_given? && yield(index) ? "warning" : "error").freeze
      end
    end
  end
end
