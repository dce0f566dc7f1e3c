# frozen_string_literal: true

require "json"

module Homevisit
  # An answer: the text as the library writes it, and what stands in it, named as in docs/format.md.
  class Report
    # The same bytes in every language.
    attr_reader :json
    alias to_s json

    # For Policy. The library's own report goes at once; this one needs neither the policy nor the visit.
    def initialize(handle)
      @json = Call.take(Surface.surface_report_json(handle), VisitError, :text)
    ensure
      Surface.surface_report_free(handle)
    end

    # All of it as a Hash with Symbols for keys. It is read when it is first asked for.
    def to_h
      @data ||= JSON.parse(@json, symbolize_names: true)
    end

    def [](key)
      to_h[key.to_sym]
    end

    # "allow", "warn", "unknown", "deny" or "impossible"; nil for a status, which decides nothing as a whole.
    def decision = self[:decision]

    # Lists of Hashes; empty where this kind of report has none.
    %i[findings duties steps options checklist advice notices missing].each do |name|
      define_method(name) { self[name] || [] }
    end

    def ==(other)
      other.is_a?(Report) && other.json == json
    end
    alias eql? ==

    def hash = json.hash

    def inspect
      "#<Homevisit::Report #{self[:visit]}: #{decision || self[:state]}>"
    end
  end
end
